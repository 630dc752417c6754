//! `POST /api/v2/user/{id}/confirm_email/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use shared::store::Consistency;
use tests::{App, Request, Routes as _, TestUser};

const NEW: &str = "new@example.org";

/// Requests a code for a new address.
async fn code(person: &TestUser, email: &str) -> String {
    let body = json!({"new_email": email, "confirm": true});
    let answer = person.patch(&person.path("change_email/")).json(&body).await.expect(200).json();
    answer["validation_code"].as_str().unwrap().to_owned()
}

/// Sends the code back, without credentials.
fn confirm(app: &App, person: &TestUser, email: &str, code: &str) -> Request {
    let body = json!({"new_email": email, "validation_code": code});
    app.post(&person.path("confirm_email/")).json(&body)
}

/// The user's e-mail address, and whether it is confirmed.
async fn email(app: &App, person: &TestUser) -> (String, bool) {
    let profile = app.state.store.profiles().get(person.id, Consistency::Strong).await.unwrap().unwrap();
    (profile.email.unwrap().as_str().to_owned(), profile.email_isvalid)
}

/// Asserts that the code is rejected and that nothing changes.
async fn assert_refused(app: &App, person: &TestUser, email_sent: &str, code: &str) {
    let before = email(app, person).await;
    let answer = confirm(app, person, email_sent, code).await.expect(400);
    insta::allow_duplicates! {
        insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"validation_code","messages":[{"code":"invalid","message":"Invalid or expired code."}]}]}"#);
    }
    assert_eq!(email(app, person).await, before);
}

#[tokio::test]
async fn the_code_sets_the_address_and_proves_nothing_because_the_caller_has_it() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = code(&madeline, NEW).await;
    assert_eq!(confirm(&app, &madeline, NEW, &code).await.expect(204).body, "");
    assert_eq!(email(&app, &madeline).await, (NEW.into(), false));
    let user = madeline.get(&madeline.path("")).await.expect(200).json();
    assert_eq!((&user["email"], &user["email_isvalid"]), (&json!(NEW), &json!(false)));
    app.login(NEW, TestUser::PASSWORD).await.expect(200);
    app.login("madeline@example.org", TestUser::PASSWORD).await.expect(400);
    let body = json!({"email": "madeline@example.org", "username": "theo", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.expect(200);
}

#[tokio::test]
async fn accepts_forms_another_case_and_a_path_without_the_slash() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = code(&madeline, "New@Example.org").await;
    let fields = [("new_email", "new@example.org"), ("validation_code", &*code)];
    app.post(&madeline.path("confirm_email")).form(&fields).await.expect(204);
    assert_eq!(email(&app, &madeline).await, ("New@Example.org".into(), false));
}

#[tokio::test]
async fn the_address_of_the_registration_can_be_set_again_and_stays_unproved() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = code(&madeline, "madeline@example.org").await;
    confirm(&app, &madeline, "madeline@example.org", &code).await.expect(204);
    assert_eq!(email(&app, &madeline).await, ("madeline@example.org".into(), false));
    assert_refused(&app, &madeline, "madeline@example.org", &code).await;
}

#[tokio::test]
async fn a_code_can_be_used_once() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = code(&madeline, NEW).await;
    confirm(&app, &madeline, NEW, &code).await.expect(204);
    assert_refused(&app, &madeline, NEW, &code).await;
    let body = json!({"new_email": "other@example.org", "confirm": false});
    madeline.patch(&madeline.path("change_email/")).json(&body).await.expect(204);
    assert_refused(&app, &madeline, NEW, &code).await;
}

#[tokio::test]
async fn a_wrong_code_or_address_does_not_use_the_code_up() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let good = code(&madeline, NEW).await;
    let his = code(&theo, "his@example.org").await;
    assert_refused(&app, &madeline, NEW, "wrong").await;
    assert_refused(&app, &madeline, NEW, &good[1..]).await;
    assert_refused(&app, &madeline, NEW, &good.to_lowercase()).await;
    assert_refused(&app, &madeline, NEW, &his).await;
    assert_refused(&app, &madeline, "other@example.org", &good).await;
    assert_refused(&app, &theo, NEW, &good).await;
    confirm(&app, &madeline, NEW, &good).await.expect(204);
}

#[tokio::test]
async fn rejects_any_code_if_none_was_requested() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    assert_refused(&app, &madeline, NEW, "whatever").await;
}

#[tokio::test]
async fn a_code_expires_after_24_hours() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let [hers, his] = [code(&madeline, NEW).await, code(&theo, "his@example.org").await];
    app.state.clock.advance(Duration::from_secs(24 * 60 * 60 - 30));
    confirm(&app, &theo, "his@example.org", &his).await.expect(204);
    app.state.clock.advance(Duration::from_secs(31));
    assert_refused(&app, &madeline, NEW, &hers).await;
}

#[tokio::test]
async fn a_second_request_replaces_the_first_code() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let first = code(&madeline, NEW).await;
    let second = code(&madeline, "second@example.org").await;
    assert_refused(&app, &madeline, NEW, &first).await;
    let third = code(&madeline, "second@example.org").await;
    assert_refused(&app, &madeline, "second@example.org", &second).await;
    confirm(&app, &madeline, "second@example.org", &third).await.expect(204);
}

#[tokio::test]
async fn a_change_at_once_ends_the_code_of_an_earlier_request() {
    // A code that went to a mistyped address must not undo the later change.
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let first = code(&madeline, "mistyped@example.org").await;
    let body = json!({"new_email": "right@example.org", "confirm": false});
    madeline.patch(&madeline.path("change_email/")).json(&body).await.expect(204);
    assert_refused(&app, &madeline, "mistyped@example.org", &first).await;
}

#[tokio::test]
async fn rejects_an_address_that_another_user_took_meanwhile() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = code(&madeline, NEW).await;
    let theo = app.register("theo").await;
    let body = json!({"new_email": "NEW@example.org", "confirm": false});
    theo.patch(&theo.path("change_email/")).json(&body).await.expect(204);
    let answer = confirm(&app, &madeline, NEW, &code).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"new_email","messages":[{"code":"unique","message":"A user with that email already exists."}]}]}"#);
    assert_eq!(email(&app, &madeline).await, ("madeline@example.org".into(), false));
    app.login("madeline@example.org", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn one_of_twenty_concurrent_confirmations_succeeds() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = code(&madeline, NEW).await;
    let attempts = (0..20).map(|_| tokio::spawn(confirm(&app, &madeline, NEW, &code).into_future()));
    let answers: Vec<_> = join_all(attempts).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 204) {
        // The code has been used, or another request is using it.
        assert!([400, 409].contains(&answer.status), "{answer:?}");
    }
    assert_eq!(email(&app, &madeline).await, (NEW.into(), false));
}

#[tokio::test]
async fn unknown_and_deleted_users_are_not_found() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let gone = app.register("gone").await;
    let hidden = app.register("hidden").await;
    let (code_of_gone, code_of_hidden) = (code(&gone, NEW).await, code(&hidden, NEW).await);
    gone.delete(&gone.path("?hard=1")).await.expect(204);
    hidden.delete(&hidden.path("?hard=0")).await.expect(204);
    confirm(&app, &gone, NEW, &code_of_gone).await.expect(404);
    confirm(&app, &hidden, NEW, &code_of_hidden).await.expect(404);
    let body = json!({"new_email": NEW, "validation_code": "whatever"});
    let unknown = (madeline.id.get() + 4_096).to_string();
    for id in [&*unknown, "0", "-1", "007", "madeline", "9007199254740992"] {
        let answer = app.post(&format!("/api/v2/user/{id}/confirm_email/")).json(&body).await.expect(404);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"errors":[{"code":"not_found","message":"Not found."}]}"#);
        }
    }
}

#[tokio::test]
async fn rejects_bad_input_on_its_field() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let code = code(&madeline, NEW).await;
    let send = |body: Value| app.post(&madeline.path("confirm_email/")).json(&body);
    for value in [json!(""), json!("nobody"), json!(null), json!(7), json!([NEW])] {
        let answer = send(json!({"new_email": value, "validation_code": code})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["new_email"], "{value}");
    }
    for value in [json!(""), json!("x".repeat(10_000)), json!(null), json!(7), json!([code]), json!("\u{0}")] {
        let answer = send(json!({"new_email": NEW, "validation_code": value})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["validation_code"], "{value}");
    }
    assert_eq!(send(json!({})).await.expect(400).invalid_fields(), ["new_email", "validation_code"]);
    confirm(&app, &madeline, NEW, &code).await.expect(204);
}
