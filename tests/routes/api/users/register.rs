//! `POST /api/users/register/`

use std::future::IntoFuture as _;

use futures::future::join_all;
use serde_json::json;
use shared::store::Consistency;
use tests::{App, Routes as _, TestUser};

#[tokio::test]
async fn returns_a_working_token() {
    let app = App::new().await;
    let body = json!({"email": "madeline@example.org", "username": "Madeline", "password": "celeste-summit"});
    let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
    assert_eq!(answer["user"]["username"], "Madeline");
    assert_eq!(answer["user"]["email"], "madeline@example.org");
    let me = app.bearer(answer["token"].as_str().unwrap()).get("/api/users/user/").await.expect(200).json();
    assert_eq!(me["id"], answer["user"]["id"]);
}

#[tokio::test]
async fn one_of_a_hundred_concurrent_registrations_of_a_username_succeeds() {
    let app = App::new().await;
    let attempts = (0..100).map(|n| {
        let name = if n % 2 == 0 { "madeline" } else { "Madeline" };
        let body = json!({"email": format!("{n}@example.org"), "username": name, "password": TestUser::PASSWORD});
        let request = app.post("/api/users/register/").json(&body);
        tokio::spawn(async move { request.await })
    });
    let answers: Vec<_> = join_all(attempts).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json(), json!({"username": ["A user with that username already exists."]}));
    }
}

#[tokio::test]
async fn one_of_fifty_concurrent_registrations_of_an_email_succeeds() {
    let app = App::new().await;
    let attempts = (0..50).map(|n| {
        let email = if n % 2 == 0 { "madeline@example.org" } else { "Madeline@Example.ORG" };
        let body = json!({"email": email, "username": format!("user{n}"), "password": TestUser::PASSWORD});
        tokio::spawn(app.post("/api/users/register/").json(&body).into_future())
    });
    let answers: Vec<_> = join_all(attempts).await.into_iter().map(|answer| answer.unwrap()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json(), json!({"email": ["A user with that email already exists."]}));
    }
    assert_eq!(app.state.store.accounts().count_active().await.unwrap(), 1);
}

#[tokio::test]
async fn a_rejected_email_leaves_the_username_free() {
    let app = App::new().await;
    app.register("madeline").await;
    let body = json!({"email": "MADELINE@example.org", "username": "theo", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.expect(400);
    app.register("theo").await;
}

#[tokio::test]
async fn reports_a_taken_username_and_a_taken_email_together() {
    let app = App::new().await;
    app.register("madeline").await;
    let body = json!({"email": "madeline@example.org", "username": "madeline", "password": TestUser::PASSWORD});
    let answer = app.post("/api/users/register/").json(&body).await.expect(400);
    insta::assert_snapshot!(answer.body, @r#"{"email":["A user with that email already exists."],"username":["A user with that username already exists."]}"#);
}

#[tokio::test]
async fn accepts_a_form_with_and_without_the_trailing_slash() {
    let app = App::new().await;
    for (name, path) in [("madeline", "/api/users/register/"), ("theo", "/api/users/register")] {
        let email = format!("{name}@example.org");
        let fields = [("username", name), ("email", &email), ("password", "pass word & more")];
        let answer = app.post(path).form(&fields).await.expect(200).json();
        assert_eq!(answer["user"]["username"], name);
        app.login(name, "pass word & more").await.expect(200);
    }
}

#[tokio::test]
async fn accepts_json_with_a_charset_and_without_the_trailing_slash() {
    let app = App::new().await;
    let body = json!({"email": "a@example.org", "username": "madeline", "password": TestUser::PASSWORD}).to_string();
    app.post("/api/users/register").body("application/json; charset=utf-8", body).await.expect(200);
}

#[tokio::test]
async fn ignores_unknown_and_read_only_fields() {
    let app = App::new().await;
    let body = json!({
        "email": "madeline@example.org", "username": "madeline", "password": TestUser::PASSWORD,
        "id": 7, "is_superuser": true, "is_staff": true, "status": "b", "email_isvalid": true, "bio": "hello", "x": [1],
    });
    let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
    assert_ne!(answer["user"]["id"], 7);
    let id = answer["user"]["id"].as_u64().unwrap().try_into().unwrap();
    let account = app.state.store.logins().get(id).await.unwrap().unwrap();
    assert!(!account.auth.is_superuser && !account.auth.is_staff);
    assert!(!account.profile.email_isvalid && account.profile.bio.is_empty());
    app.login("madeline", TestUser::PASSWORD).await.expect(200);
}

#[tokio::test]
async fn returns_only_the_user_and_the_token() {
    let app = App::new().await;
    let body = json!({"email": "Madeline@Example.org", "username": "Madeline", "password": TestUser::PASSWORD});
    let answer = app.post("/api/users/register/").json(&body).await.expect(200).json();
    let id = answer["user"]["id"].as_u64().unwrap();
    assert!((1..1 << 53).contains(&id));
    assert_eq!(
        answer,
        json!({
            "user": {"id": id, "username": "Madeline", "email": "Madeline@Example.org"},
            "token": answer["token"].as_str().unwrap(),
        })
    );
}

#[tokio::test]
async fn a_registered_user_appears_in_the_community_api() {
    let app = App::new().await;
    let madeline = app.register("Madeline").await;
    let user = madeline.get(&madeline.path("")).await.expect(200).json();
    assert_eq!(user["id"], madeline.id.get());
    assert_eq!(user["username"], "Madeline");
    assert_eq!(user["email"], "Madeline@example.org");
    assert_eq!(user["email_isvalid"], false);
    assert_eq!(user["status"], "a");
    assert_eq!(user["deleted"], false);
}

#[tokio::test]
async fn newer_users_have_larger_ids() {
    let app = App::new().await;
    let first = app.register("first").await;
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    assert!(app.register("second").await.id > first.id);
}

#[tokio::test]
async fn stores_the_password_only_as_an_argon2id_hash() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let hash = app.state.store.logins().get(madeline.id).await.unwrap().unwrap().password.unwrap();
    assert!(hash.starts_with("$argon2id$") && !hash.contains(TestUser::PASSWORD), "{hash}");
    let profile = app.state.store.profiles().get(madeline.id, Consistency::Strong).await.unwrap().unwrap();
    assert!(!format!("{profile:?}").contains("argon2"));
}

#[tokio::test]
async fn throttles_an_address_after_twenty_registrations_in_an_hour() {
    let app = App::throttled().await;
    let attempt = async |n: u32, address: &str| {
        let body = json!({"email": format!("{n}@example.org"), "username": format!("user{n}"), "password": TestUser::PASSWORD});
        app.post("/api/users/register/").json(&body).from_address(address).await
    };
    for n in 0..20 {
        attempt(n, "192.0.2.1").await.expect(200);
    }
    let refused = attempt(20, "192.0.2.1").await.expect(429);
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((3_590..=3_600).contains(&wait), "{wait}");
    attempt(21, "192.0.2.2").await.expect(200);
    app.state.clock.advance(std::time::Duration::from_secs(wait));
    attempt(22, "192.0.2.1").await.expect(200);
}
