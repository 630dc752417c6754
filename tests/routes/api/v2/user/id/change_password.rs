//! `PATCH /api/v2/user/{id}/change_password/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use serde_json::{Value, json};
use shared::domain::Status;
use shared::runtime::config::{Config, Hashing, Secrets};
use tests::{Answer, App, Bearer, Fault, Person, Routes, SECRET, mint};

const ME: &str = "/api/users/user/";
const NEW: &str = "new-password";

/// A change that this person asks for.
fn change(person: &Person, old: &str, new: &str) -> tests::Request {
    let body = json!({"password": old, "new_password": new});
    person.patch(&person.path("change_password/")).json(&body)
}

/// A change that somebody else, or the same person elsewhere, asks for.
fn change_as(caller: &impl Routes, person: &Person, old: &str, new: &str) -> tests::Request {
    let body = json!({"password": old, "new_password": new});
    caller.patch(&person.path("change_password/")).json(&body)
}

async fn session(app: &App, password: &str) -> Bearer {
    app.log_in("madeline", password).await
}

#[tokio::test]
async fn afterwards_the_new_password_logs_in_and_the_old_one_does_not() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    assert_eq!(change(&madeline, Person::PASSWORD, NEW).await.expect(204).body, "");
    app.login("madeline", Person::PASSWORD).await.expect(400);
    app.login("madeline", NEW).await.expect(200);
}

#[tokio::test]
async fn the_calling_token_lives_and_the_others_are_dead() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let other = session(&app, Person::PASSWORD).await;
    let minted = app.bearer(&mint(SECRET, &app.claims_of(madeline.id)));
    change(&madeline, Person::PASSWORD, NEW).await.expect(204);
    madeline.get(ME).await.expect(200);
    other.get(ME).await.expect(401);
    minted.get(ME).await.expect(401);
    session(&app, NEW).await.get(ME).await.expect(200);
}

#[tokio::test]
async fn the_token_that_called_dies_when_another_changes_the_password() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    change(&madeline, Person::PASSWORD, NEW).await.expect(204);
    let other = session(&app, NEW).await;
    change_as(&other, &madeline, NEW, "newest-password").await.expect(204);
    other.get(ME).await.expect(200);
    madeline.get(ME).await.expect(401);
}

#[tokio::test]
async fn a_login_in_the_second_of_a_change_dies_with_the_next_one() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    change(&madeline, Person::PASSWORD, NEW).await.expect(204);
    let thief = session(&app, NEW).await;
    change(&madeline, NEW, "newest-password").await.expect(204);
    madeline.get(ME).await.expect(200);
    thief.get(ME).await.expect(401);
}

#[tokio::test]
async fn a_spared_token_can_log_out() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    change(&madeline, Person::PASSWORD, NEW).await.expect(204);
    madeline.post("/api/users/logout/").await.expect(204);
    madeline.get(ME).await.expect(401);
}

#[tokio::test]
async fn nobody_else_may_change_it() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    for other in [app.register("theo").await, app.staff("oshiro").await, app.superuser("granny").await] {
        let answer = change_as(&other, &madeline, Person::PASSWORD, NEW).await.expect(403);
        insta::allow_duplicates! {
            insta::assert_snapshot!(answer.body, @r#"{"errors":[{"code":"permission_denied","message":"You do not have permission to perform this action."}]}"#);
        }
    }
    let answer = change_as(&app, &madeline, Person::PASSWORD, NEW).await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"code":"not_authenticated","message":"Authentication credentials were not provided."}]}"#);
    app.login("madeline", Person::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn an_id_that_is_no_id_is_a_404() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let body = json!({"password": Person::PASSWORD, "new_password": NEW});
    for id in ["0", "-1", "007", "1.5", "madeline", "9007199254740992", "99999999999999999999999", "%00"] {
        madeline.patch(&format!("/api/v2/user/{id}/change_password/")).json(&body).await.expect(404);
    }
}

#[tokio::test]
async fn a_wrong_old_password_is_told_on_its_field_and_changes_nothing() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let answer = change(&madeline, "wrong-password", NEW).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"errors":[{"field":"password","messages":[{"code":"incorrect_password","message":"Incorrect password."}]}]}"#);
    app.login("madeline", Person::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_user_without_a_password_has_no_right_one() {
    let app = App::new().await;
    let id = app.account("madeline", None, Status::Approved, None).await;
    let caller = app.bearer(&mint(SECRET, &app.claims_of(id)));
    let body = json!({"password": Person::PASSWORD, "new_password": NEW});
    let answer = caller.patch(&format!("/api/v2/user/{id}/change_password/")).json(&body).await.expect(400);
    assert_eq!(answer.wrong_fields(), ["password"]);
}

#[tokio::test]
async fn a_bad_new_password_is_refused() {
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
        let answer = send(json!({"password": Person::PASSWORD, "new_password": new})).await.expect(400);
        assert_eq!(answer.wrong_fields(), ["new_password"], "{new}");
    }
    let fields = |answer: Answer| answer.expect(400).wrong_fields();
    assert_eq!(fields(send(json!({"password": Person::PASSWORD})).await), ["new_password"]);
    assert_eq!(fields(send(json!({"new_password": NEW})).await), ["password"]);
    assert_eq!(fields(send(json!({"password": null, "new_password": NEW})).await), ["password"]);
    assert_eq!(fields(send(json!({})).await), ["password", "new_password"]);
    app.login("madeline", Person::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn forms_edges_and_a_missing_slash_are_fine() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let longest = "🏔".repeat(128);
    let fields = [("password", Person::PASSWORD), ("new_password", &longest)];
    madeline.patch(&madeline.path("change_password")).form(&fields).await.expect(204);
    change(&madeline, &longest, "12345678").await.expect(204);
    change(&madeline, "12345678", "12345678").await.expect(204);
    app.login("madeline", "12345678").await.expect(200);
}

#[tokio::test]
async fn wrong_old_passwords_count_as_failed_logins() {
    let app = App::throttled().await;
    let madeline = app.register("madeline").await;
    for _ in 0..9 {
        change(&madeline, "wrong-password", NEW).from_address("192.0.2.1").await.expect(400);
    }
    app.login("madeline", "wrong-password").from_address("192.0.2.1").await.expect(400);
    let refused = change(&madeline, Person::PASSWORD, NEW).from_address("192.0.2.1").await.expect(429);
    assert!((890..=900).contains(&refused.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(refused.json()["errors"][0]["code"], "throttled");
    app.login("madeline", Person::PASSWORD).from_address("192.0.2.1").await.expect(429);
    change(&madeline, Person::PASSWORD, NEW).from_address("192.0.2.2").await.expect(204);
}

#[tokio::test]
async fn of_fifty_wrong_guesses_at_the_same_time_exactly_ten_are_looked_at() {
    let app = App::throttled().await;
    let madeline = app.register("madeline").await;
    let guess = |n| tokio::spawn(change(&madeline, &format!("guess {n}"), NEW).from_address("home").into_future());
    let answers = join_all((0..50).map(guess)).await;
    let statuses: Vec<_> = answers.into_iter().map(|answer| answer.unwrap().status).collect();
    let count = |status| statuses.iter().filter(|s| **s == status).count();
    assert_eq!((count(400), count(429)), (10, 40), "{statuses:?}");
}

#[tokio::test]
async fn of_twenty_changes_from_the_same_old_password_exactly_one_succeeds() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let new = |n| format!("new-password-{n}");
    let changes = (0..20).map(|n| tokio::spawn(change(&madeline, Person::PASSWORD, &new(n)).into_future()));
    let answers: Vec<_> = join_all(changes).await.into_iter().map(|answer| answer.unwrap()).collect();
    let won: Vec<_> = (0..20).filter(|n| answers[*n].status == 204).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 204) {
        assert_eq!(answer.status, 400, "{answer:?}");
        assert_eq!(answer.wrong_fields(), ["password"]);
    }
    for n in 0..20 {
        let expected = if n == won[0] { 200 } else { 400 };
        app.login("madeline", &new(n)).await.expect(expected);
    }
}

#[tokio::test]
async fn of_two_tokens_that_change_it_at_the_same_time_only_the_one_that_did_lives() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut sessions = Vec::new();
    for _ in 0..10 {
        sessions.push(session(&app, Person::PASSWORD).await);
    }
    let send = |(n, session)| {
        let new = format!("new-password-{n}");
        tokio::spawn(change_as(session, &madeline, Person::PASSWORD, &new).into_future())
    };
    let answers: Vec<_> =
        join_all(sessions.iter().enumerate().map(send)).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1);
    for (answer, session) in answers.iter().zip(&sessions) {
        assert!([204, 400, 401].contains(&answer.status), "{answer:?}");
        session.get(ME).await.expect(if answer.status == 204 { 200 } else { 401 });
    }
}

/// A thief who knows the old password has a login under way, which finds it right and only then gets on: what it makes
/// of that is dead.
#[tokio::test]
async fn a_login_with_the_old_password_that_ends_after_the_change_is_no_way_in() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    // Where hashes cost more, hers is renewed once the password was found right; that write is held up.
    let hashing = Hashing { iterations: 2, ..app.state.config.hashing };
    let secrets = Secrets::new(SECRET.to_owned(), None).unwrap();
    let dearer = app.again(Config { hashing, ..(*app.state.config).clone() }, &secrets);
    let (slow, faults) = dearer.exposed().await;
    let item = (format!("U#{}", madeline.id), "ACCOUNT#PASSWORD");
    let error = "TransactionConflictException";
    faults.set(Some(Fault { operation: "UpdateItem", item, error }));
    let login = tokio::spawn(slow.login("madeline", Person::PASSWORD).into_future());
    while faults.refused() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    app.state.clock.advance(Duration::from_secs(2));
    change(&madeline, Person::PASSWORD, NEW).await.expect(204);
    slow.state.clock.advance(Duration::from_secs(5));
    faults.set(None);
    let token = login.await.unwrap().expect(200).json()["token"].as_str().unwrap().to_owned();
    app.bearer(&token).get(ME).await.expect(401);
    madeline.get(ME).await.expect(200);
}
