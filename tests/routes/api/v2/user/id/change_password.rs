//! `PATCH /api/v2/user/{id}/change_password/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use shared::domain::Status;
use shared::runtime::config::{Config, Hashing, Secrets};
use tests::{App, Bearer, Fault, Routes, SECRET, TestResponse, TestUser, mint};

const ME: &str = "/api/users/user/";
const NEW: &str = "new-password";

/// A request of the user themself.
fn change(person: &TestUser, old: &str, new: &str) -> tests::Request {
    let body = json!({"password": old, "new_password": new});
    person.patch(&person.path("change_password/")).json(&body)
}

/// A request of another user, or of the same user with another token.
fn change_as(caller: &impl Routes, person: &TestUser, old: &str, new: &str) -> tests::Request {
    let body = json!({"password": old, "new_password": new});
    caller.patch(&person.path("change_password/")).json(&body)
}

async fn session(app: &App, password: &str) -> Bearer {
    app.log_in("madeline", password).await
}

#[tokio::test]
async fn the_new_password_replaces_the_old_one() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    assert_eq!(change(&madeline, TestUser::PASSWORD, NEW).await.expect(204).body, "");
    app.login("madeline", TestUser::PASSWORD).await.expect(400);
    app.login("madeline", NEW).await.expect(200);
}

#[tokio::test]
async fn keeps_the_calling_token_and_revokes_the_others() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let other = session(&app, TestUser::PASSWORD).await;
    let minted = app.bearer(&mint(SECRET, &app.claims_of(madeline.id)));
    change(&madeline, TestUser::PASSWORD, NEW).await.expect(204);
    madeline.get(ME).await.expect(200);
    other.get(ME).await.expect(401);
    minted.get(ME).await.expect(401);
    session(&app, NEW).await.get(ME).await.expect(200);
}

#[tokio::test]
async fn a_change_by_another_token_revokes_the_exempt_token() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    change(&madeline, TestUser::PASSWORD, NEW).await.expect(204);
    let other = session(&app, NEW).await;
    change_as(&other, &madeline, NEW, "newest-password").await.expect(204);
    other.get(ME).await.expect(200);
    madeline.get(ME).await.expect(401);
}

#[tokio::test]
async fn a_change_revokes_a_login_in_the_second_of_an_earlier_change() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    change(&madeline, TestUser::PASSWORD, NEW).await.expect(204);
    let thief = session(&app, NEW).await;
    change(&madeline, NEW, "newest-password").await.expect(204);
    madeline.get(ME).await.expect(200);
    thief.get(ME).await.expect(401);
}

#[tokio::test]
async fn an_exempt_token_can_log_out() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    change(&madeline, TestUser::PASSWORD, NEW).await.expect(204);
    madeline.post("/api/users/logout/").await.expect(204);
    madeline.get(ME).await.expect(401);
}

#[tokio::test]
async fn only_the_user_may_change_the_password() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for other in [app.register("theo").await, app.staff("oshiro").await, app.superuser("granny").await] {
        let answer = change_as(&other, &madeline, TestUser::PASSWORD, NEW).await.expect(403);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"errors":[{"code":"permission_denied","message":"You do not have permission to perform this action."}]}"#);
        }
    }
    let answer = change_as(&app, &madeline, TestUser::PASSWORD, NEW).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"code":"not_authenticated","message":"Authentication credentials were not provided."}]}"#);
    app.login("madeline", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_bad_id_is_not_found() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let body = json!({"password": TestUser::PASSWORD, "new_password": NEW});
    for id in ["0", "-1", "007", "1.5", "madeline", "9007199254740992", "99999999999999999999999", "%00"] {
        madeline.patch(&format!("/api/v2/user/{id}/change_password/")).json(&body).await.expect(404);
    }
}

#[tokio::test]
async fn rejects_a_wrong_old_password_and_changes_nothing() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let answer = change(&madeline, "wrong-password", NEW).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"password","messages":[{"code":"invalid","message":"Incorrect password."}]}]}"#);
    app.login("madeline", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn rejects_any_old_password_of_a_user_without_one() {
    let app = App::new().await;
    let id = app.account("madeline", None, Status::Approved, None).await;
    let caller = app.bearer(&mint(SECRET, &app.claims_of(id)));
    let body = json!({"password": TestUser::PASSWORD, "new_password": NEW});
    let answer = caller.patch(&format!("/api/v2/user/{id}/change_password/")).json(&body).await.expect(400);
    assert_eq!(answer.invalid_fields(), ["password"]);
}

#[tokio::test]
async fn rejects_a_bad_new_password() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let wrong = [
        json!(""),
        json!("1234567"),
        json!("пароль1"),
        json!("x".repeat(129)),
        json!("nul\u{0}inside"),
        json!("line\nbreak"),
        json!(null),
        json!(12_345_678),
        json!(true),
        json!(["new-password"]),
        json!({}),
    ];
    let send = |body: Value| madeline.patch(&madeline.path("change_password/")).json(&body);
    for new in wrong {
        let answer = send(json!({"password": TestUser::PASSWORD, "new_password": new})).await.expect(400);
        assert_eq!(answer.invalid_fields(), ["new_password"], "{new}");
    }
    let fields = |answer: TestResponse| answer.expect(400).invalid_fields();
    assert_eq!(fields(send(json!({"password": TestUser::PASSWORD})).await), ["new_password"]);
    assert_eq!(fields(send(json!({"new_password": NEW})).await), ["password"]);
    assert_eq!(fields(send(json!({"password": null, "new_password": NEW})).await), ["password"]);
    assert_eq!(fields(send(json!({})).await), ["password", "new_password"]);
    app.login("madeline", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn accepts_forms_passwords_at_the_limits_and_a_path_without_the_slash() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let longest = "🏔🌋🗻🏕🏜🏝🏞🏖".repeat(16);
    let fields = [("password", TestUser::PASSWORD), ("new_password", &longest)];
    madeline.patch(&madeline.path("change_password")).form(&fields).await.expect(204);
    change(&madeline, &longest, "83920174").await.expect(204);
    change(&madeline, "83920174", "83920174").await.expect(204);
    app.login("madeline", "83920174").await.expect(200);
}

#[tokio::test]
async fn wrong_old_passwords_count_as_failed_logins() {
    let app = App::throttled().await;
    let madeline = app.register("madeline").await;
    for _ in 0..9 {
        change(&madeline, "wrong-password", NEW).from_address("192.0.2.1").await.expect(400);
    }
    app.login("madeline", "wrong-password").from_address("192.0.2.1").await.expect(400);
    let refused = change(&madeline, TestUser::PASSWORD, NEW).from_address("192.0.2.1").await.expect(429);
    assert!((890..=900).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(refused.json()["errors"][0]["code"], "throttled");
    app.login("madeline", TestUser::PASSWORD).from_address("192.0.2.1").await.expect(429);
    change(&madeline, TestUser::PASSWORD, NEW).from_address("192.0.2.2").await.expect(204);
}

#[tokio::test]
async fn exactly_ten_of_fifty_concurrent_wrong_guesses_are_checked() {
    let app = App::throttled().await;
    let madeline = app.register("madeline").await;
    let guess = |n| tokio::spawn(change(&madeline, &format!("guess {n}"), NEW).from_address("192.0.2.9").into_future());
    let answers = join_all((0..50).map(guess)).await;
    let statuses: Vec<_> = answers.into_iter().map(|answer| answer.unwrap().status).collect();
    let count = |status| statuses.iter().filter(|s| **s == status).count();
    assert_eq!((count(400), count(429)), (10, 40), "{statuses:?}");
}

#[tokio::test]
async fn one_of_twenty_concurrent_changes_succeeds() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let new = |n| format!("new-password-{n}");
    let changes = (0..20).map(|n| tokio::spawn(change(&madeline, TestUser::PASSWORD, &new(n)).into_future()));
    let answers: Vec<_> = join_all(changes).await.into_iter().map(|answer| answer.unwrap()).collect();
    let won: Vec<_> = (0..20).filter(|n| answers[*n].status == 204).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 204) {
        assert_eq!(answer.status, 400, "{answer:?}");
        assert_eq!(answer.invalid_fields(), ["password"]);
    }
    for n in 0..20 {
        let expected = if n == won[0] { 200 } else { 400 };
        app.login("madeline", &new(n)).await.expect(expected);
    }
}

#[tokio::test]
async fn only_the_token_of_the_successful_change_stays_valid() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut sessions = Vec::new();
    for _ in 0..10 {
        sessions.push(session(&app, TestUser::PASSWORD).await);
    }
    let send = |(n, session)| {
        let new = format!("new-password-{n}");
        tokio::spawn(change_as(session, &madeline, TestUser::PASSWORD, &new).into_future())
    };
    let answers: Vec<_> =
        join_all(sessions.iter().enumerate().map(send)).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1);
    for (answer, session) in answers.iter().zip(&sessions) {
        assert!([204, 400, 401].contains(&answer.status), "{answer:?}");
        session.get(ME).await.expect(if answer.status == 204 { 200 } else { 401 });
    }
}

/// A thief's in-flight login has verified the old password and completes after the change. Its token must be revoked.
#[tokio::test]
async fn the_token_of_a_login_in_flight_during_the_change_is_revoked() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    // With a higher hashing cost, a login rehashes a password that it has verified. The fault delays that write.
    let hashing = Hashing { iterations: 2, ..app.state.config.hashing };
    let secrets = Secrets::new(SECRET.to_owned(), None).unwrap();
    let costlier = app.with_settings(Config { hashing, ..(*app.state.config).clone() }, &secrets);
    let (slow, faults) = costlier.faulty_app().await;
    let item = (format!("U#{}", madeline.id), "ACCOUNT#PASSWORD");
    let error = "TransactionConflictException";
    faults.set(Some(Fault { operation: "UpdateItem", item, error }));
    let login = tokio::spawn(slow.login("madeline", TestUser::PASSWORD).into_future());
    while faults.refused() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    app.state.clock.advance(Duration::from_secs(2));
    change(&madeline, TestUser::PASSWORD, NEW).await.expect(204);
    slow.state.clock.advance(Duration::from_secs(5));
    faults.set(None);
    let token = login.await.unwrap().expect(200).json()["token"].as_str().unwrap().to_owned();
    app.bearer(&token).get(ME).await.expect(401);
    madeline.get(ME).await.expect(200);
}
