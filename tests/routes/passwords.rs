//! New passwords that are easy to guess: refused wherever a password is set, in all dialects.

use serde_json::{Value, json};
use shared::domain::account::code::CodePurpose;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, config};

const COMMON: &str = "This password is among those that are guessed first. Use several unrelated words.";
const SIMILAR: &str = "This password is little more than your username, your e-mail address or the community's name. \
    Use several unrelated words.";
const INVISIBLE: &str = "This password has no visible characters. Use letters, digits or signs.";

/// Passwords that Gondolier of `gondolier@example.org` cannot set in the community Celeste Mountain.
const REFUSED: [(&str, &str, &str); 9] = [
    ("password", "password_too_common", COMMON),
    ("P@ssw0rd2024", "password_too_common", COMMON),
    ("qwertyuiop", "password_too_common", COMMON),
    ("11111111", "password_too_common", COMMON),
    ("Gondolier-1", "password_too_similar", SIMILAR),
    ("gondolier@example.org", "password_too_similar", SIMILAR),
    ("celeste.mountain!", "password_too_similar", SIMILAR),
    ("          ", "blank", INVISIBLE),
    ("\u{200b}\u{200b}\u{3164}\u{3164}\u{2060}\u{2060} \u{feff}", "blank", INVISIBLE),
];

async fn community() -> App {
    App::with(Config { sends_mail: true, community_name: "Celeste Mountain".to_owned(), ..config() }).await
}

/// Sends each of the passwords. `read` finds the errors of the field in the body.
async fn is_refused(request: impl Fn(&str) -> Request, read: impl Fn(&Value) -> (Value, Value)) {
    for (password, code, message) in REFUSED {
        let body = request(password).await.expect(400).json();
        let (found, text) = read(&body);
        assert!(found.is_null() || found == code, "{password}: {body}");
        assert_eq!(text, message, "{password}: {body}");
    }
}

fn community_error(field: &'static str) -> impl Fn(&Value) -> (Value, Value) {
    move |body| {
        let [error] = body["errors"].as_array().expect("errors").as_slice() else { panic!("{body}") };
        assert_eq!(error["field"], field);
        (error["messages"][0]["code"].clone(), error["messages"][0]["message"].clone())
    }
}

#[tokio::test]
async fn a_registration_needs_one_that_others_do_not_guess() {
    let app = community().await;
    let body =
        |password: &str| json!({"username": "gondolier", "email": "gondolier@example.org", "password": password});
    let register = |password: &str| app.post("/api/users/register/").json(&body(password));
    is_refused(register, |body| (Value::Null, body["password"][0].clone())).await;
    let staff = app.staff("granny").await;
    let create = |password: &str| staff.post("/api/v2/account/create/").json(&body(password));
    is_refused(create, community_error("password")).await;
    register("celeste-strawberries").await.expect(200);
}

#[tokio::test]
async fn a_change_or_reset_needs_one_that_others_do_not_guess() {
    let app = community().await;
    let me = app.register("gondolier").await;
    let change = |new: &str| {
        let body = json!({"password": TestUser::PASSWORD, "new_password": new});
        me.patch(&me.path("change_password/")).json(&body)
    };
    is_refused(change, community_error("new_password")).await;

    let path = me.directory_path("change-password/");
    let pointer = |body: &Value| {
        assert_eq!(body["errors"][0]["source"]["pointer"], "/password");
        (body["errors"][0]["code"].clone(), body["errors"][0]["detail"].clone())
    };
    is_refused(|new| me.post(&path).json(&json!({"password": new})), pointer).await;
    let staff = app.staff("granny").await;
    is_refused(|new| staff.post(&path).json(&json!({"password": new})), pointer).await;

    let code = app.mailed_code(&me, CodePurpose::Reset).await;
    let reset = |password: &str| {
        app.post("/api/v2/account/reset/").json(&json!({"validation_code": code, "password": password}))
    };
    is_refused(reset, community_error("password")).await;
    // The refusals have not used the code up, and none has changed the password.
    app.login("gondolier", TestUser::PASSWORD).await.expect(200);
    reset("strawberry-summit").await.expect(204);
    app.login("gondolier", "strawberry-summit").await.expect(200);
}
