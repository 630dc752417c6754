//! Passwords whose hashes were imported from other software: they log in, and the first login hashes them anew.

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestResponse, TestUser};

const PASSWORD: &str = "Crème brûlée";

/// Hashes of [`PASSWORD`], made with Django 5.2, bcrypt 5.0 and argon2-cffi 25.1.
const HASHES: [&str; 6] = [
    "pbkdf2_sha256$1000$SodiumChloride$Z3mUHK8TGyKTuKRTrfx/e5tlDzqgmSQkX3i6+l7C2js=",
    "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$8LnsOsu1Vz7IBWgFHSp+BTjGU3xuCctmPvSHNoHB9vs",
    "$argon2i$v=19$m=64,t=2,p=2$naQjS1V7q2DKU7f4F7Y9SQ$ePdCKeNDx9tS/AR9SNVlm80LtKSO3n3J1hCL4feXGqU",
    "bcrypt_sha256$$2b$04$cyahS3Ca1tWTqYrR0J0fGuLqyeOr29gzqabEDnv6lzM003bi5h4tm",
    "$2b$04$ap9VVSuOADnysDyiH4sHRenaQ.X6zhW3d6.8muO0UkNrc1.mnXGBW",
    "$2a$04$KJU2TAQShlCKewMoT507y.3GSxolUVcK0pTiM0kyG/txfFrVfx5Zq",
];

/// A user with an imported hash.
async fn imported(app: &App, name: &str, hash: &str) -> TestUser {
    let user = app.register(name).await;
    app.rows().change(&format!("U#{}", user.id), "ACCOUNT#PASSWORD", json!({"hash": hash})).await;
    user
}

async fn stored(app: &App, user: &TestUser) -> String {
    app.state.store.logins().get(user.id).await.unwrap().unwrap().password.unwrap()
}

fn token(app: &App, name: &str, password: &str) -> Request {
    app.post("/oauth/token/").json(&json!({"grant_type": "password", "username": name, "password": password}))
}

fn change(user: &TestUser, old: &str, new: &str) -> Request {
    user.patch(&user.path("change_password/")).json(&json!({"password": old, "new_password": new}))
}

#[tokio::test]
async fn the_first_login_hashes_the_password_anew_and_changes_nothing_else() {
    let app = App::new().await;
    for (n, hash) in HASHES.into_iter().enumerate() {
        for (way, log_in) in [("site", App::login as fn(&App, &str, &str) -> Request), ("token", token)] {
            let user = imported(&app, &format!("{way}{n}"), hash).await;
            log_in(&app, &user.name, "creme brulee").await.expect(400);
            assert_eq!(stored(&app, &user).await, hash);
            let account = app.state.store.accounts().get(user.id).await.unwrap();
            log_in(&app, &user.name, PASSWORD).await.expect(200);
            let renewed = stored(&app, &user).await;
            assert!(renewed.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}: {renewed}");
            // The generation of credentials is the same, and earlier tokens are good.
            assert_eq!(app.state.store.accounts().get(user.id).await.unwrap(), account);
            user.get("/api/v2/user/me/").await.expect(200);
            log_in(&app, &user.name, PASSWORD).await.expect(200);
            assert_eq!(stored(&app, &user).await, renewed);
        }
    }
}

#[tokio::test]
async fn a_login_opens_all_three_apis() {
    let app = App::new().await;
    let user = imported(&app, "madeline", HASHES[0]).await;
    let site = app.log_in("madeline", PASSWORD).await;
    let answer = token(&app, "madeline@example.org", PASSWORD).await.expect(200).json();
    let granted = app.bearer(answer["access_token"].as_str().unwrap());
    for caller in [site, granted] {
        for path in ["/api/v2/user/me/", "/api/users/user/", "/users/me/"] {
            caller.get(path).await.expect(200);
        }
    }
    assert!(stored(&app, &user).await.starts_with("$argon2id$"));
}

#[tokio::test]
async fn an_imported_password_is_changed_with_the_old_one() {
    let app = App::new().await;
    for (n, hash) in HASHES.into_iter().enumerate() {
        let user = imported(&app, &format!("user{n}"), hash).await;
        assert_eq!(change(&user, "creme brulee", "another-horse").await.expect(400).invalid_fields(), ["password"]);
        change(&user, PASSWORD, "another-horse").await.expect(204);
        app.login(&user.name, PASSWORD).await.expect(400);
        app.login(&user.name, "another-horse").await.expect(200);
    }
}

#[tokio::test]
async fn a_change_of_the_password_wins_against_first_logins() {
    let app = App::new().await;
    for n in 0..10 {
        let user = imported(&app, &format!("user{n}"), HASHES[n % 2]).await;
        let mut calls: Vec<_> = (0..4).map(|_| app.login(&user.name, PASSWORD)).collect();
        calls.insert(n % 4, change(&user, PASSWORD, "another-horse"));
        let answers = join_all(calls.into_iter().map(|call| tokio::spawn(call.into_future()))).await;
        let answers: Vec<TestResponse> = answers.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers[n % 4].status, 204, "{answers:?}");
        app.login(&user.name, PASSWORD).await.expect(400);
        app.login(&user.name, "another-horse").await.expect(200);
    }
}

#[tokio::test]
async fn an_account_without_a_password_is_recovered() {
    let app = App::new().await;
    let user = app.register("madeline").await;
    app.rows().delete(&format!("U#{}", user.id), "ACCOUNT#PASSWORD").await;
    for name in ["madeline", "madeline@example.org"] {
        let unknown: Value = app.login("unknown", PASSWORD).await.expect(400).json();
        assert_eq!(app.login(name, PASSWORD).await.expect(400).json(), unknown);
    }
    let code = app.mailed_code(&user, shared::domain::account::code::CodePurpose::Reset).await;
    let body = json!({"validation_code": code, "password": "another-horse"});
    app.post("/api/v2/account/reset/").json(&body).await.expect(204);
    app.login("madeline", "another-horse").await.expect(200);
}
