//! `POST /api/users/register/`: validation of the fields.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestResponse, TestUser};

fn valid(name: &str) -> Value {
    json!({"email": format!("{name}@example.org"), "username": name, "password": TestUser::PASSWORD})
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn without(mut body: Value, field: &str) -> Value {
    body.as_object_mut().unwrap().remove(field);
    body
}

/// Asserts a 400 in the error shape of the site API that names exactly these fields.
#[track_caller]
fn assert_wrong_fields(answer: &TestResponse, fields: &[&str], input: &Value) {
    assert_eq!(answer.status, 400, "{input}: {answer:?}");
    let body = answer.json();
    let body = body.as_object().unwrap();
    assert_eq!(body.keys().collect::<Vec<_>>(), fields, "{input}");
    for messages in body.values() {
        let messages = messages.as_array().unwrap();
        assert!(!messages.is_empty() && messages.iter().all(|m| m.as_str().is_some_and(|m| !m.is_empty())), "{input}");
    }
}

/// Asserts that each value is rejected for `field`, and that the same user can register afterwards with a good one.
async fn assert_rejected(field: &str, values: Vec<Value>) {
    let app = App::new().await;
    let good = valid("madeline");
    for value in values {
        let body = with(good.clone(), field, value);
        assert_wrong_fields(&app.post("/api/users/register/").json(&body).await, &[field], &body);
    }
    let body = without(good.clone(), field);
    assert_wrong_fields(&app.post("/api/users/register/").json(&body).await, &[field], &body);
    assert_eq!(app.state.store.accounts().count_active().await.unwrap(), 0);
    app.post("/api/users/register/").json(&good).await.expect(200);
}

fn wrong_types() -> Vec<Value> {
    vec![json!(null), json!(7), json!(1.5), json!(true), json!(["madeline"]), json!({"a": "b"})]
}

#[tokio::test]
async fn rejects_a_bad_username() {
    let mut values = wrong_types();
    let texts = ["", " ", "made line", "\u{200b}", "made.line", "made@line", "made+line", "made/line"];
    values.extend(texts.map(|text| json!(text)));
    values.extend(["мадлен", "madéline", "ｍadeline", "٣", "made\u{0}line", "made\nline", "🏔"].map(|text| json!(text)));
    values.extend(["5", "12345", "007", "-5"].map(|text| json!(text)));
    let uuid = "2f6b1e0a-5b1c-4c53-9f0e-3a4b5c6d7e8f";
    values.extend([uuid.to_owned(), uuid.to_uppercase(), uuid.replace('-', "")].map(|text| json!(text)));
    values.push(json!("m".repeat(151)));
    assert_rejected("username", values).await;
}

#[tokio::test]
async fn names_that_speak_for_the_service_are_for_staff_alone() {
    let names = ["root", "Support", "STAFF", " moderator ", "security", "admin", "no-reply"];
    assert_rejected("username", names.map(|name| json!(name)).into()).await;
    let app = App::new().await;
    let [alice, staff] = [app.register("alice").await, app.staff("boss").await];
    // No other door is open.
    alice.patch(&alice.path("")).json(&json!({"username": "support"})).await.expect(400);
    alice.post("/api/users/profile/alice/").json(&json!({"username": "Security"})).await.expect(400);
    let rename = alice.patch_of(json!({"username": "moderator"}));
    alice.patch(&alice.directory_path("")).json_api(&rename).await.expect(400);
    assert_eq!(alice.get(&alice.path("")).await.expect(200).json()["username"], "alice");
    staff.patch(&alice.directory_path("")).json_api(&rename).await.expect(200);
    // Whoever has such a name keeps it.
    let kept = json!({"username": "moderator", "bio": "Asks for calm."});
    alice.patch(&alice.path("")).json(&kept).await.expect(200);
    app.create_directory_user(&staff, &json!({"username": "support"})).await.expect(200);
}

#[tokio::test]
async fn rejects_reserved_words_as_usernames_in_any_case() {
    let words = [
        "me",
        "user",
        "users",
        "register",
        "login",
        "logout",
        "logoutall",
        "profile",
        "follow",
        "unfollow",
        "search",
        "autocomplete",
        "match",
        "avatar",
        "actions",
        "connection",
        "blocked_users",
        "hidden_users",
        "hidden_users_id",
        "feed",
    ];
    let cases = words.iter().flat_map(|word| {
        let mut capital = (*word).to_owned();
        capital[..1].make_ascii_uppercase();
        [(*word).to_owned(), word.to_uppercase(), capital]
    });
    assert_rejected("username", cases.map(|word| json!(word)).collect()).await;
}

#[tokio::test]
async fn rejects_a_bad_email() {
    let mut values = wrong_types();
    let malformed = [
        "",
        " ",
        "madeline",
        "@example.org",
        "madeline@",
        "madeline@localhost",
        "madeline@@example.org",
        "made line@example.org",
        "madeline@exam ple.org",
        "madeline@example..org",
        "madeline@.example.org",
        "madeline@example.org.",
        ".madeline@example.org",
        "madeline.@example.org",
        "made..line@example.org",
        "madeline@-example.org",
        "madeline@[127.0.0.1]",
        "\"made line\"@example.org",
        "Madeline <madeline@example.org>",
        "madeline@example.org, theo@example.org",
        "madeline@ example.org",
        "made\nline@example.org",
        "made\u{0}line@example.org",
        "made\u{7f}line@example.org",
        "mailto:madeline",
    ];
    values.extend(malformed.map(|text| json!(text)));
    values.push(json!(email_of_length(255)));
    assert_rejected("email", values).await;
}

#[tokio::test]
async fn rejects_a_bad_password() {
    let mut values = wrong_types();
    values.push(json!(""));
    values.push(json!("1234567"));
    values.push(json!("пароль1"));
    values.push(json!("x".repeat(129)));
    values.extend(
        ["nul\u{0}inside", "tab\tinside", "line\nbreak", "del\u{7f}inside", "next\u{85}line"].map(|t| json!(t)),
    );
    values.push(json!(1_234_567));
    assert_rejected("password", values).await;
}

/// An e-mail address of this length, whose parts are all within their own limits.
fn email_of_length(length: usize) -> String {
    let host = format!("{}.{}.", "d".repeat(63), "d".repeat(63));
    let fixed = format!("{}@{host}.org", "m".repeat(64));
    let address = format!("{}@{host}{}.org", "m".repeat(64), "d".repeat(length - fixed.len()));
    assert_eq!(address.len(), length);
    address
}

#[tokio::test]
async fn accepts_values_at_the_limits() {
    let app = App::new().await;
    for name in ["m", "-", "_", "a-b_C", "1a", "5_000", &"m".repeat(150)] {
        let body = with(valid(&format!("x{}", name.len())), "username", json!(name));
        let body = with(body, "email", json!(format!("{}@example.org", name.get(..20).unwrap_or(name))));
        let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
        assert_eq!(answer["user"]["username"], name);
    }
    for (n, email) in ["made+line@example.org", "M.L@mail.example.co.uk", &email_of_length(254)].into_iter().enumerate()
    {
        let body = with(valid(&format!("mail{n}")), "email", json!(email));
        let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
        assert_eq!(answer["user"]["email"], email);
    }
    let passwords =
        ["83920174".to_owned(), "пароль12".into(), " ridges ".into(), "xkcdpwnq".repeat(16), "🏔🌋🗻🏕🏜🏝🏞🏖".repeat(16)];
    for (n, password) in passwords.into_iter().enumerate() {
        let name = format!("password{n}");
        app.post("/api/users/register/").json(&with(valid(&name), "password", json!(password))).await.expect(200);
        app.login(&name, &password).await.expect(200);
        app.login(&name, &format!("{password}x")).await.expect(400);
    }
}

#[tokio::test]
async fn reports_every_wrong_field_at_once() {
    let app = App::new().await;
    let body = json!({"email": "nobody", "username": "made line", "password": "short"});
    let answer = app.post("/api/users/register/").json(&body).await;
    assert_wrong_fields(&answer, &["email", "password", "username"], &body);
    insta::assert_snapshot!(answer.body, @r#"{"email":["Enter a valid email address."],"password":["Ensure this field has at least 8 characters."],"username":["Enter a valid username. It may contain only letters, numbers, and -/_ characters."]}"#);
    assert_wrong_fields(&app.post("/api/users/register/").await, &["email", "password", "username"], &json!("no body"));
}
