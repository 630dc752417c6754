//! `POST /api/users/logoutall/`

use serde_json::json;
use tests::{App, Routes as _, SECRET, TestUser, mint};

const ME: &str = "/api/users/user/";

#[tokio::test]
async fn revokes_every_token_of_the_user() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let other = app.log_in("madeline", TestUser::PASSWORD).await;
    let minted = app.bearer(&mint(SECRET, &app.claims_of(madeline.id)));
    let answer = madeline.post("/api/users/logoutall/").await.expect(204);
    assert_eq!(answer.body, "");
    for bearer in [&other, &minted, &app.bearer(&madeline.token)] {
        assert_eq!(bearer.get(ME).await.expect(401).body, r#"{"detail":"Invalid token."}"#);
    }
    theo.get(ME).await.expect(200);
}

#[tokio::test]
async fn a_login_in_the_same_second_works() {
    let app = App::new().await;
    let mut session = app.bearer(&app.register("madeline").await.token);
    for _ in 0..5 {
        session.post("/api/users/logoutall/").await.expect(204);
        session.get(ME).await.expect(401);
        session = app.log_in("madeline", TestUser::PASSWORD).await;
        session.get(ME).await.expect(200);
    }
}

#[tokio::test]
async fn revokes_a_calling_token_from_a_clock_that_runs_ahead() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    claims["iat"] = json!(app.state.clock.now().as_second() + 50);
    let ahead = app.bearer(&mint(SECRET, &claims));
    ahead.post("/api/users/logoutall/").await.expect(204);
    ahead.get(ME).await.expect(401);
    app.log_in("madeline", TestUser::PASSWORD).await.get(ME).await.expect(200);
}

#[tokio::test]
async fn revokes_the_token_that_a_password_change_kept() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let body = json!({"password": TestUser::PASSWORD, "new_password": "new-password"});
    madeline.patch(&madeline.path("change_password/")).json(&body).await.expect(204);
    madeline.get(ME).await.expect(200);
    app.log_in("madeline", "new-password").await.post("/api/users/logoutall/").await.expect(204);
    madeline.get(ME).await.expect(401);
}

#[tokio::test]
async fn revokes_a_login_in_the_second_of_an_earlier_revocation() {
    // A login in the second of a password change gets an `iat` one second ahead. `logoutall` must revoke it even in
    // that same second.
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let body = json!({"password": TestUser::PASSWORD, "new_password": "new-password"});
    madeline.patch(&madeline.path("change_password/")).json(&body).await.expect(204);
    let thief = app.log_in("madeline", "new-password").await;
    thief.get(ME).await.expect(200);
    madeline.post("/api/users/logoutall/").await.expect(204);
    madeline.get(ME).await.expect(401);
    thief.get(ME).await.expect(401);
    app.log_in("madeline", "new-password").await.get(ME).await.expect(200);
}

#[tokio::test]
async fn requires_valid_credentials() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let answer = app.post("/api/users/logoutall/").await.expect(401);
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
    let answer = app.bearer("forged").post("/api/users/logoutall/").await.expect(401);
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
    madeline.get(ME).await.expect(200);
}
