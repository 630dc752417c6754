//! What the mailer does with the requests for mails: each is sent once, whatever is delivered again, and nothing secret is
//! stored.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use shared::domain::Profile;
use shared::mail::{Message, Sender, Transport};
use shared::store::Consistency;
use tests::privileges::unused;
use tests::{App, Routes as _, code_in};

#[tokio::test]
async fn a_mail_is_sent_once_and_after_a_failure_again() {
    let app = App::with_mail().await;
    app.register("madeline").await;
    app.post("/api/v2/account/recover/").json(&json!({"email": "madeline@example.org"})).await.expect(204);
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let unreachable = Sender::open(&Transport::Smtp(format!("smtp://{closed}"))).unwrap().unwrap();
    assert_eq!(app.mail_by(&app.mailer(unreachable)).await.len(), 2);
    let mails = app.mails().await;
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["Confirm your e-mail address at Summit", "Reset your password at Summit"]);
    assert!(app.mails().await.is_empty(), "the whole stream again");
}

#[tokio::test]
async fn a_request_that_has_become_pointless_sends_nothing() {
    let app = App::with_mail().await;
    let (madeline, staff) = (app.register("madeline").await, app.staff("staff").await);
    staff
        .patch(&madeline.directory_path(""))
        .json_api(&madeline.patch_of(json!({"email": "new@example.org"})))
        .await
        .expect(200);
    app.post("/api/v2/account/recover/").json(&json!({"email": "madeline@example.org"})).await.expect(204);
    let mails = app.mails().await;
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert!(subjects.iter().all(|subject| subject.starts_with("Your ")) && subjects.len() == 2, "{subjects:?}");
}

#[tokio::test]
async fn the_table_has_no_code_and_no_request_once_the_mail_is_sent() {
    let app = App::with_mail().await;
    let madeline = app.register("madeline").await;
    app.post("/api/v2/account/recover/").json(&json!({"email": "madeline@example.org"})).await.expect(204);
    let codes: Vec<String> = app.mails().await.iter().map(code_in).collect();
    assert_eq!(codes.len(), 2);
    let items = format!("{:?}", app.rows().all().await);
    let written = format!("{:?}", app.stream.read().await.into_iter().map(|read| read.records).collect::<Vec<_>>());
    for code in &codes {
        let secret = code.split_once('.').unwrap().1;
        assert!(!items.contains(secret) && !written.contains(secret), "{code}");
    }
    assert!(items.contains(&madeline.id.to_string()) && !items.contains("MAIL#"), "{items}");
}

#[tokio::test]
async fn the_mailer_uses_every_right_that_it_has() {
    let app = App::with_mail().await;
    let madeline = app.register("madeline").await;
    app.post("/api/v2/account/recover/").json(&json!({"email": "madeline@example.org"})).await.expect(204);
    let sent = Arc::<Mutex<Vec<Message>>>::default();
    // A digest reads what is unseen.
    let profile = app.state.store.profiles().get(madeline.id, Consistency::Strong).await.unwrap().unwrap();
    let confirmed = Profile { email_isvalid: true, ..profile.clone() };
    app.state.store.profiles().save(&profile, &confirmed, "email").await.unwrap();
    app.state.store.digests().schedule(&[madeline.id], app.state.clock.now()).await.unwrap();
    app.state.clock.advance(Duration::from_secs(32 * 60 * 60));
    app.state.store.digests().release_due(app.state.clock.now()).await.unwrap();
    app.mail_by(&app.mailer(Sender::Captured(sent))).await;
    assert_eq!(unused("mailer", &app.used_by("mailer")), []);
}
