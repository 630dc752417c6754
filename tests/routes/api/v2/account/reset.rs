//! `POST /api/v2/account/reset/`

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use shared::domain::account::code::CodePurpose;
use shared::store::Consistency;
use tests::{App, Request, Routes as _, TestUser};

const NEW: &str = "another-horse";

fn reset(app: &App, code: &str, password: &str) -> Request {
    app.post("/api/v2/account/reset/").json(&json!({"validation_code": code, "password": password}))
}

async fn code(app: &App, user: &TestUser) -> String {
    app.mailed_code(user, CodePurpose::Reset).await
}

async fn is_verified(app: &App, user: &TestUser) -> bool {
    app.state.store.profiles().get(user.id, Consistency::Strong).await.unwrap().unwrap().email_isvalid
}

#[tokio::test]
async fn sets_the_password_proves_the_address_and_ends_all_sessions_and_tokens() {
    let app = App::with_mail().await;
    let madeline = app.register("madeline").await;
    let hosted = app.bearer(&tests::mint(tests::SECRET, &app.claims_of(madeline.id)));
    let grant = json!({"grant_type": "password", "username": "madeline", "password": TestUser::PASSWORD});
    let tokens = app.post("/oauth/token/").json(&grant).await.expect(200).json();
    madeline.patch(&madeline.path("change_email/")).json(&json!({"new_email": "new@example.org"})).await.expect(200);
    let pending = app.mailed_code(&madeline, CodePurpose::EmailChange).await;
    let code = code(&app, &madeline).await;
    assert!(!is_verified(&app, &madeline).await);

    reset(&app, &code, NEW).await.expect(204);
    assert!(is_verified(&app, &madeline).await);
    app.login("madeline", TestUser::PASSWORD).await.expect(400);
    app.login("madeline", NEW).await.expect(200);
    madeline.get("/api/users/user/").await.expect(401);
    hosted.get("/api/users/user/").await.expect(401);
    let grant = json!({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]});
    app.post("/oauth/token/").json(&grant).await.expect(400);
    let body = json!({"new_email": "new@example.org", "validation_code": pending});
    app.post(&madeline.path("confirm_email/")).json(&body).await.expect(400);
    reset(&app, &code, "a-third-horse").await.expect(400);
}

#[tokio::test]
async fn a_wrong_password_does_not_use_the_code_up_and_both_fields_are_reported() {
    let app = App::with_mail().await;
    let code = code(&app, &app.user("madeline").await).await;
    for (body, fields) in [
        (json!({}), vec!["validation_code", "password"]),
        (json!({"validation_code": code, "password": "short"}), vec!["password"]),
        (json!({"validation_code": "", "password": NEW}), vec!["validation_code"]),
        (json!({"validation_code": "x".repeat(101), "password": NEW}), vec!["validation_code"]),
        (json!({"validation_code": format!("{code}x"), "password": NEW}), vec!["validation_code"]),
        (json!({"validation_code": code[1..], "password": NEW}), vec!["validation_code"]),
        (json!({"validation_code": "7.x", "password": NEW}), vec!["validation_code"]),
    ] {
        let errors = app.post("/api/v2/account/reset/").json(&body).await.expect(400).json();
        let named: Vec<_> =
            errors["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!(named, fields, "{body}");
    }
    app.post("/api/v2/account/reset/").form(&[("validation_code", &*code), ("password", NEW)]).await.expect(204);
}

/// What ends a code: its lifetime, and every change of the credentials.
#[tokio::test]
async fn a_code_ends_with_its_hour_and_with_the_credentials_that_it_was_made_under() {
    for end in ["hour", "password", "email", "logout", "deactivation", "verification code"] {
        let app = App::with_mail().await;
        let (madeline, staff) = (app.user("madeline").await, app.staff("staff").await);
        let mut code = code(&app, &madeline).await;
        match end {
            "hour" => app.state.clock.advance(Duration::from_secs(601)),
            "password" => {
                let body = json!({"password": TestUser::PASSWORD, "new_password": "a-third-horse"});
                madeline.patch(&madeline.path("change_password/")).json(&body).await.expect(204);
            }
            "email" => {
                let body = madeline.patch_of(json!({"email": "new@example.org"}));
                staff.patch(&madeline.directory_path("")).json_api(&body).await.expect(200);
            }
            "logout" => drop(madeline.post("/api/users/logoutall/").await.expect(204)),
            "deactivation" => {
                for is_active in [false, true] {
                    let attributes = json!({"is_active": is_active});
                    let body = json!({"data": {"type": "users", "id": madeline.uuid(), "attributes": attributes}});
                    staff.patch(&format!("/users/{}/", madeline.uuid())).json_api(&body).await.expect(200);
                }
            }
            _ => code = app.mailed_code(&madeline, CodePurpose::Verification).await,
        }
        let errors = reset(&app, &code, NEW).await.expect(400).json();
        assert_eq!(errors["errors"][0]["field"], "validation_code", "{end}");
        app.login("madeline", NEW).await.expect(400);
    }
}

#[tokio::test]
async fn of_two_resets_with_one_code_one_succeeds() {
    let app = App::with_mail().await;
    let code = code(&app, &app.user("madeline").await).await;
    let passwords = ["horse-number-1", "horse-number-2", "horse-number-3", "horse-number-4"];
    let answers = join_all(passwords.map(|password| {
        let (app, code) = (app.clone(), code.clone());
        async move { reset(&app, &code, password).await.status }
    }))
    .await;
    let won: Vec<_> = passwords.iter().zip(&answers).filter(|(_, status)| **status == 204).collect();
    assert_eq!(won.len(), 1, "{answers:?}");
    assert!(answers.iter().all(|status| [204, 400].contains(status)), "{answers:?}");
    app.login("madeline", won[0].0).await.expect(200);
}
