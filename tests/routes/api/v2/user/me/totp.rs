//! `/api/v2/user/me/totp/`, `DELETE /api/v2/user/{id}/totp/`, and logins with a second factor

mod policy;
mod storms;

use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::account::code::CodePurpose;
use tests::{App, JSON_API, Routes as _, TestUser};

const CONFIRM: &str = "/api/v2/user/me/totp/confirm/";
const NEXT: Duration = Duration::from_secs(30);
const MISSING: &str = "Enter the code that your authenticator app shows, or one of your recovery codes.";
const WRONG: &str = "This code is wrong or was used already. Enter the code that your app shows now.";

async fn status(user: &TestUser) -> Value {
    user.get(TestUser::TOTP).await.expect(200).json()
}

#[tokio::test]
async fn a_set_up_takes_the_first_code_and_shows_the_recovery_codes_once() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    assert_eq!(status(&alice).await, json!({"enabled": false, "recovery_codes_left": 0}));
    let body = alice.post(TestUser::TOTP).await.expect(200).json();
    let secret = body["secret"].as_str().expect("a secret");
    let url = format!("otpauth://totp/kith:alice?secret={secret}&issuer=kith&algorithm=SHA1&digits=6&period=30");
    assert_eq!(body["otpauth_url"], url);
    let qr = body["qr"].as_str().expect("a picture");
    assert!(qr.starts_with("<svg xmlns=") && qr.ends_with("</svg>"), "{qr}");
    // Nothing has changed yet, and another set-up replaces this one.
    app.login("alice", TestUser::PASSWORD).await.expect(200);
    let second = app.log_in("alice", TestUser::PASSWORD).await;
    let secret = alice.begin_second_factor().await;
    for code in [json!({}), json!({"code": ""}), json!({"code": "000000x"}), json!({"code": 7})] {
        let body = alice.post(CONFIRM).json(&code).await.expect(400).json();
        assert_eq!(body["errors"][0]["field"], "code", "{body}");
    }
    let code = json!({"code": app.code_of(&secret)});
    let body = alice.post(CONFIRM).json(&code).await.expect(200).json();
    assert_eq!(body["recovery_codes"].as_array().map(Vec::len), Some(10), "{body}");
    // The session of the request survives, no other one.
    assert_eq!(status(&alice).await, json!({"enabled": true, "recovery_codes_left": 10}));
    second.get("/api/users/user/").await.expect(401);
    alice.post(CONFIRM).json(&code).await.expect(404);
    let body = alice.post(TestUser::TOTP).await.expect(409).json();
    assert_eq!(body["errors"][0]["code"], "second_factor_on");
}

#[tokio::test]
async fn a_login_and_a_grant_need_a_code_which_is_good_once() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let factor = alice.second_factor(&app).await;
    let otp = |body: &Value| body["otp"][0].as_str().map(str::to_owned);
    let body = app.login("alice", TestUser::PASSWORD).await.expect(400).json();
    assert_eq!(otp(&body).as_deref(), Some(MISSING), "{body}");
    // The set-up has used its code.
    let body = app.login_with("alice", &factor.used).await.expect(400).json();
    assert_eq!(otp(&body).as_deref(), Some(WRONG), "{body}");
    app.state.clock.advance(NEXT);
    let code = app.code_of(&factor.secret);
    let token = app.login_with("alice", &code).await.expect(200).json()["token"].clone();
    app.bearer(token.as_str().expect("a token")).get("/api/users/user/").await.expect(200);
    app.login_with("alice", &code).await.expect(400);

    let grant = json!({"grant_type": "password", "username": "alice", "password": TestUser::PASSWORD});
    let body = app.post("/oauth/token/").json(&grant).await.expect(400).json();
    assert_eq!((&body["error"], &body["error_description"]), (&json!("mfa_required"), &json!(MISSING)));
    let body = app.grant_with("alice", &code).await.expect(400).json();
    assert_eq!((&body["error"], &body["error_description"]), (&json!("mfa_required"), &json!(WRONG)));
    app.state.clock.advance(NEXT);
    let code = app.code_of(&factor.secret);
    let tokens = app.grant_with("alice", &format!("{} {}", &code[..3], &code[3..])).await.expect(200).json();
    // A refresh needs no code.
    let body = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
    app.post("/oauth/token/").json(&body).await.expect(200);
    // A wrong password says nothing of the code.
    let body = json!({"username": "alice", "password": "a-wrong-guess", "otp": "000000"});
    let body = app.post("/api/users/login/").json(&body).await.expect(400).json();
    assert!(body["otp"].is_null(), "{body}");
}

#[tokio::test]
async fn a_recovery_code_is_good_once() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let factor = alice.second_factor(&app).await;
    app.login_with("alice", &factor.recovery[0].to_lowercase()).await.expect(200);
    app.login_with("alice", &factor.recovery[0]).await.expect(400);
    app.grant_with("alice", &factor.recovery[1]).await.expect(200);
    assert_eq!(status(&alice).await, json!({"enabled": true, "recovery_codes_left": 8}));
}

#[tokio::test]
async fn five_wrong_codes_throttle() {
    let app = App::throttled().await;
    let alice = app.register("alice").await;
    let factor = alice.second_factor(&app).await;
    app.state.clock.advance(NEXT);
    for _ in 0..5 {
        app.login_with("alice", "000000x").await.expect(400);
    }
    let answer = app.login_with("alice", &app.code_of(&factor.secret)).await.expect(429);
    let wait: u64 = answer.header("retry-after").parse().expect("seconds");
    assert!((880..=900).contains(&wait), "{wait}");
    app.grant_with("alice", &factor.recovery[0]).await.expect(429);
    alice.delete(TestUser::TOTP).json(&json!({"code": factor.recovery[0]})).await.expect(429);
    app.state.clock.advance(Duration::from_secs(900));
    app.login_with("alice", &app.code_of(&factor.secret)).await.expect(200);
}

#[tokio::test]
async fn a_removal_takes_a_code_and_ends_the_other_sessions() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    alice.delete(TestUser::TOTP).await.expect(404);
    // A set-up that awaits its code is cancelled without one.
    alice.begin_second_factor().await;
    alice.delete(TestUser::TOTP).await.expect(204);
    let factor = alice.second_factor(&app).await;
    let other = app.login_with("alice", &factor.recovery[0]).await.expect(200).json();
    for body in [json!({}), json!({"code": "000000x"}), json!({"code": factor.recovery[0]})] {
        let body = alice.delete(TestUser::TOTP).json(&body).await.expect(400).json();
        assert_eq!(body["errors"][0]["field"], "code", "{body}");
    }
    alice.delete(TestUser::TOTP).json(&json!({"code": factor.recovery[1]})).await.expect(204);
    assert_eq!(status(&alice).await["enabled"], false);
    app.bearer(other["token"].as_str().expect("a token")).get("/api/users/user/").await.expect(401);
    app.login("alice", TestUser::PASSWORD).await.expect(200);
    // An otp that is not needed is not read.
    app.login_with("alice", "000000").await.expect(200);
}

#[tokio::test]
async fn a_change_takes_a_fresh_login() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let secret = alice.begin_second_factor().await;
    app.state.clock.advance(Duration::from_secs(601));
    let code = json!({"code": app.code_of(&secret)});
    for request in [alice.post(TestUser::TOTP), alice.post(CONFIRM).json(&code), alice.delete(TestUser::TOTP)] {
        let body = request.await.expect(403).json();
        assert_eq!(body["errors"][0]["code"], "reauthentication_required", "{body}");
    }
    alice.get(TestUser::TOTP).await.expect(200);
}

#[tokio::test]
async fn a_password_reset_keeps_the_second_factor() {
    let app = App::with_mail().await;
    let alice = app.register("alice").await;
    let factor = alice.second_factor(&app).await;
    let code = app.mailed_code(&alice, CodePurpose::Reset).await;
    let body = json!({"validation_code": code, "password": "another-horse"});
    app.post("/api/v2/account/reset/").json(&body).await.expect(204);
    let login = |otp: Option<&str>| {
        let body = json!({"username": "alice", "password": "another-horse", "otp": otp.unwrap_or_default()});
        app.post("/api/users/login/").json(&body)
    };
    login(None).await.expect(400);
    login(Some(&factor.recovery[0])).await.expect(200);
}

#[tokio::test]
async fn staff_turn_a_lost_second_factor_off_and_it_is_audited() {
    let app = App::new().await;
    let (alice, staff) = (app.register("alice").await, app.staff("staff").await);
    alice.second_factor(&app).await;
    alice.delete(&alice.path("totp/")).await.expect(403);
    staff.delete(&alice.path("totp/")).await.expect(204);
    alice.get("/api/users/user/").await.expect(401);
    app.login("alice", TestUser::PASSWORD).await.expect(200);
    staff.delete(&alice.path("totp/")).await.expect(404);
    let audit = staff.get(&alice.directory_path("audit/")).header("accept", JSON_API).await.expect(200).json();
    assert_eq!(audit["data"][0]["attributes"]["action"], "reset_second_factor", "{audit}");
    // Of other staff and of themselves they do not.
    let other = app.staff("other-staff").await;
    for target in [&staff, &other] {
        target.second_factor(&app).await;
        staff.delete(&target.path("totp/")).await.expect(403);
    }
    let root = app.superuser("root").await;
    root.delete(&other.path("totp/")).await.expect(204);
    root.delete("/api/v2/user/7/totp/").await.expect(404);
}

#[tokio::test]
async fn a_deleted_user_leaves_no_second_factor_and_nothing_of_it_is_shown() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let factor = alice.second_factor(&app).await;
    let secret = factor.secret.text();
    for path in [TestUser::TOTP.to_owned(), alice.path(""), alice.directory_path(""), "/api/users/alice".to_owned()] {
        let body = alice.get(&path).await.expect(200).body;
        assert!(!body.contains(&secret) && !body.contains(&factor.recovery[0]), "{path}: {body}");
    }
    assert!(app.rows().all().await.keys().any(|(_, sort_key)| sort_key == "ACCOUNT#TOTP"));
    let root = app.superuser("root").await;
    root.delete(&format!("{}?hard=1", alice.path(""))).await.expect(204);
    app.settle().await;
    let left = app.rows().all().await;
    assert!(left.keys().all(|(_, sort_key)| sort_key != "ACCOUNT#TOTP"), "{:?}", left.keys());
}
