//! `POST /api/users/login/`

use std::future::IntoFuture as _;

use serde_json::json;
use shared::domain::Status;
use shared::runtime::config::{Config, Hashing, Secrets};
use tests::{App, Routes as _, SECRET, TestUser, config};

const INCORRECT: &str = r#"{"non_field_errors":["Incorrect username/password."]}"#;

#[tokio::test]
async fn returns_the_user_and_a_working_token() {
    let app = App::new().await;
    let madeline = app.register("Madeline").await;
    let answer = app.login("Madeline", TestUser::PASSWORD).await.expect(200).json();
    let token = answer["token"].as_str().unwrap();
    let user = json!({"id": madeline.id, "username": "Madeline", "email": "Madeline@example.org"});
    assert_eq!(answer, json!({"user": user, "token": token}));
    assert_ne!(token, madeline.token);
    app.bearer(token).get("/api/users/user/").await.expect(200);
}

#[tokio::test]
async fn accepts_the_username_or_the_email_in_any_case() {
    let app = App::new().await;
    let madeline = app.register("Madeline").await;
    for name in ["Madeline", "madeline", "MADELINE", "Madeline@example.org", "madeline@EXAMPLE.org"] {
        let answer = app.login(name, TestUser::PASSWORD).await.expect(200).json();
        assert_eq!(answer["user"]["id"], madeline.id.get(), "{name}");
    }
}

#[tokio::test]
async fn accepts_a_form_and_a_path_without_the_slash() {
    let app = App::new().await;
    app.register("madeline").await;
    let fields = [("username", "madeline"), ("password", TestUser::PASSWORD)];
    app.post("/api/users/login/").form(&fields).await.expect(200);
    app.post("/api/users/login").form(&fields).await.expect(200);
}

#[tokio::test]
async fn a_matching_username_takes_precedence_over_an_email() {
    let app = App::new().await;
    let by_name = app.account("X@example.org", None, Status::Approved, Some("password-of-x")).await;
    let by_email = app.account("theo", Some("x@example.org"), Status::Approved, Some("password-of-theo")).await;
    let answer = app.login("x@example.org", "password-of-x").await.expect(200).json();
    assert_eq!(answer["user"]["id"], by_name.get());
    app.login("x@example.org", "password-of-theo").await.expect(400);
    let answer = app.login("theo", "password-of-theo").await.expect(200).json();
    assert_eq!(answer["user"]["id"], by_email.get());
}

#[tokio::test]
async fn every_failure_gets_the_same_response() {
    let app = App::throttled().await;
    app.account("madeline", Some("madeline@example.org"), Status::Approved, Some(TestUser::PASSWORD)).await;
    app.account("nopassword", Some("n@example.org"), Status::Approved, None).await;
    app.account("blocked", Some("b@example.org"), Status::Blocked, Some(TestUser::PASSWORD)).await;
    app.account("deleted", Some("d@example.org"), Status::Deleted, Some(TestUser::PASSWORD)).await;
    for (name, password) in [
        ("madeline", "wrong-password"),
        ("madeline@example.org", "wrong-password"),
        ("madeline", "Correct-Horse"),
        ("madeline", "correct-horse "),
        ("nobody", TestUser::PASSWORD),
        ("nobody@example.org", TestUser::PASSWORD),
        ("nopassword", TestUser::PASSWORD),
        ("blocked", TestUser::PASSWORD),
        ("b@example.org", TestUser::PASSWORD),
        ("deleted", TestUser::PASSWORD),
        ("d@example.org", TestUser::PASSWORD),
        ("mad.eline' OR 1=1", "\u{0}"),
    ] {
        let mut answer = app.login(name, password).await.expect(400);
        assert_eq!(answer.body, INCORRECT, "{name}");
        let id = answer.headers.remove("x-request-id");
        assert!(id.is_some());
        let headers: Vec<_> = answer.headers.keys().map(|name| name.as_str()).collect();
        assert!(!headers.contains(&"www-authenticate") && !headers.contains(&"retry-after"), "{headers:?}");
    }
}

#[tokio::test]
async fn a_soft_deleted_user_cannot_log_in() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    madeline.delete(&madeline.path("?hard=0")).await.expect(204);
    assert_eq!(app.login("madeline", TestUser::PASSWORD).await.expect(400).body, INCORRECT);
    assert_eq!(app.login("madeline@example.org", TestUser::PASSWORD).await.expect(400).body, INCORRECT);
}

#[tokio::test]
async fn reports_missing_and_mistyped_fields() {
    let app = App::new().await;
    app.register("madeline").await;
    let required = json!(["This field is required."]);
    for (body, expected) in [
        (json!({}), json!({"username": required, "password": required})),
        (json!({"username": "madeline"}), json!({"password": required})),
        (json!({"password": "x"}), json!({"username": required})),
        (json!({"username": null, "password": "x"}), json!({"username": ["This field may not be null."]})),
        (json!({"username": "madeline", "password": true}), json!({"password": ["Not a valid string."]})),
        (json!({"username": ["madeline"], "password": "x"}), json!({"username": ["Not a valid string."]})),
        (json!({"username": "", "password": "x"}), json!({"username": ["This field may not be blank."]})),
    ] {
        assert_eq!(app.post("/api/users/login/").json(&body).await.expect(400).json(), expected, "{body}");
    }
}

#[tokio::test]
async fn overlong_names_and_passwords_are_a_400() {
    let app = App::throttled().await;
    app.register("madeline").await;
    for length in [255, 1_000, 1_001, 30_000] {
        for piece in ["m", "ß", "🏔", "İ", "\u{0}"] {
            app.login(&piece.repeat(length), "wrong")
                .from_address(&format!("192.0.2.{}", (length + piece.len()) % 250))
                .await
                .expect(400);
        }
    }
    for length in [1_000, 1_001, 30_000] {
        app.login("madeline", &"🏔".repeat(length))
            .from_address(&format!("198.51.100.{}", length % 250))
            .await
            .expect(400);
    }
    app.login("madeline", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn login_rehashes_a_password_of_another_hashing_cost() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let secrets = Secrets::new(SECRET.to_owned(), None).unwrap();
    let stronger = Config { hashing: Hashing { memory_kib: 16, iterations: 2, lanes: 1 }, ..config() };
    let app = app.with_settings(stronger, &secrets);
    let hash = async || app.state.store.logins().get(madeline.id).await.unwrap().unwrap().password.unwrap();
    let old = hash().await;
    assert!(old.contains("m=8,t=1,p=1"), "{old}");

    app.login("madeline", "wrong-password").await.expect(400);
    assert_eq!(hash().await, old, "a failed login must not rehash the password");

    app.login("madeline", TestUser::PASSWORD).await.expect(200);
    let new = hash().await;
    assert!(new.contains("m=16,t=2,p=1"), "{new}");

    app.login("madeline", TestUser::PASSWORD).await.expect(200);
    assert_eq!(hash().await, new, "a hash of the current cost must stay");
    madeline.get("/api/users/user/").await.expect(200);
}

#[tokio::test]
async fn concurrent_logins_that_rehash_all_succeed() {
    let app = App::new().await;
    app.register("madeline").await;
    let secrets = Secrets::new(SECRET.to_owned(), None).unwrap();
    let stronger = Config { hashing: Hashing { memory_kib: 16, iterations: 1, lanes: 1 }, ..config() };
    let app = app.with_settings(stronger, &secrets);
    let logins = (0..20).map(|_| tokio::spawn(app.login("madeline", TestUser::PASSWORD).into_future()));
    for answer in futures::future::join_all(logins).await {
        answer.unwrap().expect(200);
    }
    app.login("madeline", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_bad_token_is_a_401_even_with_a_good_password() {
    // A bad credential never counts as no credential (`docs/api/common.md`, "Credentials").
    let app = App::new().await;
    app.register("madeline").await;
    app.login("madeline", TestUser::PASSWORD).header("authorization", "Bearer stale").await.expect(401);
}
