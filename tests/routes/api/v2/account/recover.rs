//! `POST /api/v2/account/recover/`

use serde_json::json;
use shared::domain::Status;
use shared::domain::account::throttle::Limits;
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, code_in, config};

/// Asks to recover the account of this address.
async fn recover(app: &App, email: &str) {
    let answer = app.post("/api/v2/account/recover/").json(&json!({"email": email})).await.expect(204);
    assert_eq!(answer.body, "");
}

#[tokio::test]
async fn mails_go_to_users_who_may_log_in_and_to_the_address_as_they_wrote_it() {
    let app = App::with_mail().await;
    let password = Some(TestUser::PASSWORD);
    app.account("madeline", Some("Madeline@Example.org"), Status::Approved, password).await;
    app.account("theo", Some("theo@example.org"), Status::Blocked, password).await;
    app.account("granny", Some("granny@example.org"), Status::Deleted, password).await;
    // A user without a password may get one.
    app.account("oshiro", Some("oshiro@example.org"), Status::Approved, None).await;
    for (email, mailed) in [
        ("madeline@EXAMPLE.org", Some("Madeline@Example.org")),
        ("theo@example.org", None),
        ("granny@example.org", None),
        ("nobody@example.org", None),
        ("oshiro@example.org", Some("oshiro@example.org")),
    ] {
        recover(&app, email).await;
        let mails = app.mails().await;
        assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), Vec::from_iter(mailed), "{email}");
    }
}

#[tokio::test]
async fn every_address_takes_the_same_calls_of_the_table() {
    let app = App::with(Config { sends_mail: true, limits: Some(Limits::default()), ..config() }).await;
    app.user("madeline").await;
    let emails = ["madeline@example.org", "unknown@example.org"];
    let recover =
        async |email: &str| app.post("/api/v2/account/recover/").json(&json!({"email": email})).await.expect(204).cost;
    // The first request of an hour opens the windows that count.
    for email in emails {
        recover(email).await;
    }
    let [known, unknown] = [recover(emails[0]).await, recover(emails[1]).await];
    assert_eq!(known, unknown);
}

#[tokio::test]
async fn the_limits_are_silent() {
    let app = App::with(Config { sends_mail: true, limits: Some(Limits::default()), ..config() }).await;
    for n in 0..21 {
        app.user(&format!("user-{n}")).await;
    }
    let mut sent = 0;
    for _ in 0..6 {
        recover(&app, "user-0@example.org").await;
        sent += app.mails().await.len();
    }
    assert_eq!(sent, 5, "to one address");
    for n in 1..21 {
        recover(&app, &format!("user-{n}@example.org")).await;
    }
    // Six requests of the twenty of an hour were those above.
    assert_eq!(app.mails().await.len(), 14, "from one network address");
}

#[tokio::test]
async fn bad_input_is_refused_and_without_mail_everything() {
    let app = App::with_mail().await;
    for body in [json!({}), json!({"email": ""}), json!({"email": "nowhere"}), json!({"email": 7}), json!([])] {
        app.post("/api/v2/account/recover/").json(&body).await.expect(400);
    }
    let app = App::new().await;
    let answer = app.post("/api/v2/account/recover/").json(&json!({"email": "a@example.org"})).await.expect(409);
    assert_eq!(answer.json()["errors"][0]["code"], "mail_off");
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn only_the_code_of_the_newest_mail_counts() {
    let app = App::with_mail().await;
    app.user("madeline").await;
    let mut codes = Vec::new();
    for _ in 0..2 {
        recover(&app, "madeline@example.org").await;
        codes.extend(app.mails().await.iter().map(code_in));
    }
    let [old, new] = &*codes else { panic!("{codes:?}") };
    for (code, status) in [(old, 400), (new, 204)] {
        let body = json!({"validation_code": code, "password": "another-horse"});
        app.post("/api/v2/account/reset/").json(&body).await.expect(status);
    }
}
