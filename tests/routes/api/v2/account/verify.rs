//! `POST /api/v2/account/verify/`, `POST /api/v2/account/verify/validation_code/`,
//! `POST /api/v2/user/me/email/verify/`

use std::time::Duration;

use serde_json::json;
use shared::domain::account::code::CodePurpose;
use shared::domain::account::throttle::Limits;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, code_in, config};

const MORE: &str = "/api/v2/user/me/email/verify/";

fn verify(app: &App, code: &str) -> Request {
    app.post("/api/v2/account/verify/").json(&json!({"validation_code": code}))
}

fn check(app: &App, code: &str) -> Request {
    app.post("/api/v2/account/verify/validation_code/").json(&json!({"validation_code": code}))
}

async fn is_verified(user: &TestUser) -> bool {
    user.get("/api/v2/user/me/").await.expect(200).json()["email_isvalid"].as_bool().unwrap()
}

#[tokio::test]
async fn a_registration_mails_a_code_that_verifies_the_address_once_and_ends_no_session() {
    let app = App::with_mail().await;
    let madeline = app.register("madeline").await;
    let mails = app.mails().await;
    let [mail] = &*mails else { panic!("{mails:?}") };
    assert_eq!(mail.to.as_str(), "madeline@example.org");
    let code = code_in(mail);
    assert!(!is_verified(&madeline).await);
    check(&app, &code).await.expect(204);
    verify(&app, &code).await.expect(204);
    assert!(is_verified(&madeline).await);
    verify(&app, &code).await.expect(400);
    check(&app, &code).await.expect(400);
    // Nothing is sent for an address that is verified.
    madeline.post(MORE).await.expect(204);
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn without_mail_nothing_is_mailed_and_codes_do_not_exist() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    assert_eq!(madeline.post(MORE).await.expect(409).json()["errors"][0]["code"], "mail_off");
    assert!(app.mails().await.is_empty());
    for code in ["", "x", "7.x", &format!("{}.x", madeline.id)] {
        for answer in [verify(&app, code), check(&app, code)] {
            assert_eq!(answer.await.expect(400).json()["errors"][0]["field"], "validation_code", "{code}");
        }
    }
}

#[tokio::test]
async fn another_mail_replaces_the_code_five_times_an_hour() {
    let app = App::with(Config { sends_mail: true, limits: Some(Limits::default()), ..config() }).await;
    let madeline = app.register("madeline").await;
    let mut codes: Vec<_> = app.mails().await.iter().map(code_in).collect();
    for _ in 0..5 {
        madeline.post(MORE).await.expect(204);
        codes.extend(app.mails().await.iter().map(code_in));
    }
    madeline.post(MORE).await.expect(429);
    assert!(app.mails().await.is_empty());
    let newest = codes.pop().unwrap();
    assert_eq!(codes.len(), 5);
    for old in codes {
        verify(&app, &old).await.expect(400);
    }
    app.state.clock.advance(Duration::from_secs(60 * 60 + 1));
    verify(&app, &newest).await.expect(204);
}

#[tokio::test]
async fn a_code_is_good_for_its_address_for_7_days_and_for_what_it_was_made() {
    const WEEK: u64 = 7 * 24 * 60 * 60;
    for (end, status) in [("almost a week", 204), ("a week", 400), ("new address", 400), ("reset code", 400)] {
        let app = App::with_mail().await;
        let madeline = app.register("madeline").await;
        let mut code = code_in(&app.mails().await[0]);
        match end {
            "almost a week" => app.state.clock.advance(Duration::from_secs(WEEK - 30)),
            "a week" => app.state.clock.advance(Duration::from_secs(WEEK + 1)),
            "new address" => {
                let (staff, body) = (app.staff("staff").await, madeline.patch_of(json!({"email": "new@example.org"})));
                staff.patch(&madeline.directory_path("")).json_api(&body).await.expect(200);
            }
            _ => {
                code = app.mailed_code(&madeline, CodePurpose::Reset).await;
                check(&app, &code).await.expect(204);
            }
        }
        verify(&app, &code).await.expect(status);
    }
}

#[tokio::test]
async fn a_caller_without_an_address_has_nothing_to_verify() {
    let app = App::with_mail().await;
    let id = app.account("madeline", None, shared::domain::Status::Approved, Some(TestUser::PASSWORD)).await;
    let madeline = app.bearer(&tests::mint(tests::SECRET, &app.claims_of(id)));
    assert_eq!(madeline.post(MORE).await.expect(409).json()["errors"][0]["code"], "no_email");
}
