//! Bounces and complaints: no further mail goes to the address, until it is proved again.

use serde_json::{Value, json};
use shared::domain::account::code::CodePurpose;
use tests::sources::read;
use tests::{App, Routes as _, TestUser};

/// A bounce of a mail to this address, as AWS documents it.
fn bounce(email: &str) -> Value {
    let event = read("events/mailer-bounce.json").replace("bounced@example.com", email);
    serde_json::from_str(&event).expect("JSON")
}

/// A complaint about a mail to this address, with this kind of feedback.
fn complaint(email: &str, kind: Option<&str>) -> Value {
    let mut event = bounce(email);
    event["detail-type"] = json!("Email Complaint Received");
    event["detail"]["eventType"] = json!("Complaint");
    event["detail"].as_object_mut().expect("an object").remove("bounce");
    event["detail"]["complaint"] = json!({
        "feedbackId": "0102019594f1b2c3-1d2e3f40-5a6b-4c7d-8e9f-0a1b2c3d4e5f-000000",
        "complaintSubType": null,
        "complainedRecipients": [{"emailAddress": email}],
        "timestamp": "2025-03-14T09:10:01.873Z",
    });
    if let Some(kind) = kind {
        event["detail"]["complaint"]["complaintFeedbackType"] = json!(kind);
    }
    event
}

/// Reports an event, twice, since EventBridge delivers at least once.
async fn report(app: &App, event: Value) {
    let mailer = app.mailer(shared::mail::Sender::Captured(Default::default()));
    for _ in 0..2 {
        let response = mailer.invoke(event.clone()).await.expect("no error");
        assert!(response.batch_item_failures.is_empty(), "{response:?}");
    }
}

/// Whether the user gets a mail to recover the account.
async fn gets_mail(app: &App, email: &str) -> bool {
    app.post("/api/v2/account/recover/").json(&json!({"email": email})).await.expect(204);
    !app.mails().await.is_empty()
}

#[tokio::test]
async fn a_hard_bounce_or_a_complaint_stops_mail_to_an_address_alone() {
    let (app, _) = App::with_mailed_user().await;
    app.register("theo").await;
    app.mails().await;
    let (own, angled) = ("madeline@example.org", "Madeline <MADELINE@example.org>");
    let soft = |kind: &str| {
        let mut event = bounce(own);
        event["detail"]["bounce"]["bounceType"] = json!(kind);
        event
    };
    for event in [soft("Transient"), soft("Undetermined"), complaint(own, Some("not-spam"))] {
        report(&app, event.clone()).await;
        assert!(gets_mail(&app, own).await, "{event}");
    }
    for event in [bounce(own), bounce(angled), complaint(own, None), complaint(own, Some("abuse"))] {
        report(&app, event.clone()).await;
        assert!(!gets_mail(&app, own).await, "{event}");
        assert!(gets_mail(&app, "theo@example.org").await, "{event}");
        for (pk, sk) in app.rows().all().await.into_keys().filter(|(_, sk)| sk == "UNDELIVERABLE") {
            app.rows().delete(&pk, &sk).await;
        }
    }
    report(&app, bounce(own)).await;
    assert!(!gets_mail(&app, own).await);
    app.state.clock.advance(std::time::Duration::from_secs(90 * 24 * 60 * 60));
    assert!(gets_mail(&app, own).await, "a mailbox can come back");
}

/// Verification, recovery and a change to an address that takes no mail all send nothing.
#[tokio::test]
async fn no_kind_of_mail_goes_to_a_marked_address() {
    let (app, madeline) = App::with_mailed_user().await;
    report(&app, bounce("madeline@example.org")).await;
    report(&app, bounce("new@example.org")).await;
    madeline.post("/api/v2/user/me/email/verify/").await.expect(204);
    madeline.patch(&madeline.path("change_email/")).json(&json!({"new_email": "New@Example.org"})).await.expect(200);
    assert_eq!(app.mails().await, []);
}

#[tokio::test]
async fn a_code_that_came_back_from_the_address_lifts_the_mark() {
    let password = json!("summit-of-celeste");
    for purpose in [CodePurpose::Reset, CodePurpose::Verification] {
        let (app, madeline) = App::with_mailed_user().await;
        let code = app.mailed_code(&madeline, purpose).await;
        report(&app, bounce("madeline@example.org")).await;
        assert!(!gets_mail(&app, "madeline@example.org").await);
        let path = if purpose == CodePurpose::Reset { "reset" } else { "verify" };
        let body = json!({"validation_code": code, "password": password});
        app.post(&format!("/api/v2/account/{path}/")).json(&body).await.expect(204);
        assert!(gets_mail(&app, "madeline@example.org").await, "{purpose:?}");
    }
}

#[tokio::test]
async fn a_changed_or_restored_address_gets_mail_again() {
    let (app, madeline) = App::with_mailed_user().await;
    madeline.patch(&madeline.path("change_email/")).json(&json!({"new_email": "new@example.org"})).await.expect(200);
    let code = app.mailed_code(&madeline, CodePurpose::EmailChange).await;
    report(&app, bounce("new@example.org")).await;
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": code})).await.expect(204);
    assert!(gets_mail(&app, "new@example.org").await);

    let (app, madeline) = App::with_mailed_user().await;
    let code = app.left_address(&madeline, "old@example.org").await;
    report(&app, bounce("old@example.org")).await;
    app.post("/api/v2/account/restore_email/").json(&json!({"validation_code": code})).await.expect(204);
    assert!(gets_mail(&app, "old@example.org").await);
}

/// Staff vouch for an address that they set.
#[tokio::test]
async fn an_address_that_staff_set_gets_mail_again() {
    let (app, madeline) = App::with_mailed_user().await;
    let staff = app.staff("staff").await;
    report(&app, bounce("new@example.org")).await;
    let patch = madeline.patch_of(json!({"email": "new@example.org"}));
    staff.patch(&madeline.directory_path("")).json_api(&patch).await.expect(200);
    app.mails().await;
    assert!(gets_mail(&app, "new@example.org").await);
}

/// A registration proves nothing.
#[tokio::test]
async fn a_registration_lifts_no_mark() {
    let app = App::with_mail().await;
    report(&app, bounce("madeline@example.org")).await;
    let body = json!({"username": "madeline", "email": "madeline@example.org", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.expect(200);
    assert_eq!(app.mails().await, []);
    assert!(!gets_mail(&app, "madeline@example.org").await);
}

#[tokio::test]
async fn an_event_of_another_form_is_an_error() {
    let app = App::with_mail().await;
    let mailer = app.mailer(shared::mail::Sender::Captured(Default::default()));
    for event in [
        json!({"source": "aws.ses"}),
        json!({"source": "aws.ses", "detail": {"bounce": {"bounceType": "Permanent"}}}),
        json!({"source": "aws.s3", "detail": {}}),
    ] {
        let error = mailer.invoke(event.clone()).await.expect_err("an error").to_string();
        assert!(!error.contains('@'), "{error}");
    }
}
