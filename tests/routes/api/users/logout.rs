//! `POST /api/users/logout/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use tests::{App, Routes, SECRET, TestUser, mint};

const ME: &str = "/api/users/user/";

async fn is_revoked(bearer: &impl Routes) -> bool {
    match bearer.get(ME).await.status {
        200 => false,
        401 => true,
        status => panic!("{status}"),
    }
}

#[tokio::test]
async fn logout_revokes_the_token_at_once() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let answer = madeline.post("/api/users/logout/").await.expect(204);
    assert_eq!(answer.body, "");
    let answer = madeline.get(ME).await.expect(401);
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
    let answer = madeline.post("/api/users/logout/").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
    // Public endpoints reject it too.
    madeline.get(&madeline.path("")).await.expect(401);
}

#[tokio::test]
async fn requires_credentials() {
    let app = App::new().await;
    let answer = app.post("/api/users/logout/").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
}

#[tokio::test]
async fn accepts_a_path_without_the_slash_and_ignores_the_body() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    madeline.post("/api/users/logout").json(&json!({})).await.expect(204);
    let session = app.log_in("madeline", TestUser::PASSWORD).await;
    session.post("/api/users/logout").body("text/plain", "whatever").await.expect(204);
    assert!(is_revoked(&session).await);
}

#[tokio::test]
async fn other_tokens_of_the_user_stay_valid() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let [phone, laptop] =
        [app.log_in("madeline", TestUser::PASSWORD).await, app.log_in("madeline", TestUser::PASSWORD).await];
    phone.post("/api/users/logout/").await.expect(204);
    assert!(is_revoked(&phone).await);
    assert!(!is_revoked(&laptop).await);
    assert!(!is_revoked(&madeline).await);
}

#[tokio::test]
async fn the_same_jti_of_another_user_stays_valid() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let [hers, his] = [madeline.id, theo.id].map(|id| app.bearer(&mint(SECRET, &app.claims_of(id))));
    hers.post("/api/users/logout/").await.expect(204);
    assert!(is_revoked(&hers).await);
    assert!(!is_revoked(&his).await);
}

#[tokio::test]
async fn logout_revokes_every_token_of_the_user_with_the_same_jti() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    let first = app.bearer(&mint(SECRET, &claims));
    claims["exp"] = json!(app.state.clock.now().as_second() + 7_200);
    let second = app.bearer(&mint(SECRET, &claims));
    first.post("/api/users/logout/").await.expect(204);
    assert!(is_revoked(&first).await);
    assert!(is_revoked(&second).await);
}

#[tokio::test]
async fn a_long_lived_token_with_the_jti_of_an_expired_one_stays_revoked() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    let short = app.bearer(&mint(SECRET, &claims));
    claims["exp"] = json!(app.state.clock.now().as_second() + 100_000);
    let long = app.bearer(&mint(SECRET, &claims));
    short.post("/api/users/logout/").await.expect(204);
    // The short-lived token has expired, and a logout drops expired revocations. It must keep this one.
    app.state.clock.advance(Duration::from_secs(3_601));
    app.log_in("madeline", TestUser::PASSWORD).await.post("/api/users/logout/").await.expect(204);
    assert!(is_revoked(&long).await);
}

#[tokio::test]
async fn every_token_stays_revoked_after_more_logouts_than_are_kept() {
    let app = App::new().await;
    app.register("madeline").await;
    let mut sessions = Vec::new();
    for _ in 0..70 {
        let session = app.log_in("madeline", TestUser::PASSWORD).await;
        assert!(!is_revoked(&session).await);
        session.post("/api/users/logout/").await.expect(204);
        sessions.push(session);
    }
    let last = app.log_in("madeline", TestUser::PASSWORD).await;
    for session in &sessions {
        assert!(is_revoked(session).await);
    }
    assert!(!is_revoked(&last).await);
}

#[tokio::test]
async fn a_full_list_of_revocations_revokes_other_tokens_only_once() {
    // The 65th logout may revoke the user's other tokens as well. Later ones must not.
    let app = App::new().await;
    app.register("madeline").await;
    for _ in 0..65 {
        app.log_in("madeline", TestUser::PASSWORD).await.post("/api/users/logout/").await.expect(204);
    }
    app.state.clock.advance(Duration::from_secs(2));
    let laptop = app.log_in("madeline", TestUser::PASSWORD).await;
    let phone = app.log_in("madeline", TestUser::PASSWORD).await;
    phone.post("/api/users/logout/").await.expect(204);
    assert!(is_revoked(&phone).await);
    assert!(!is_revoked(&laptop).await, "the logout of one token revoked another");
}

#[tokio::test]
async fn concurrent_logouts_revoke_every_session() {
    let app = App::new().await;
    app.register("madeline").await;
    let sessions = join_all((0..100).map(|_| app.log_in("madeline", TestUser::PASSWORD))).await;
    let logouts = sessions.iter().map(|session| tokio::spawn(session.post("/api/users/logout/").into_future()));
    for answer in join_all(logouts).await {
        let status = answer.unwrap().status;
        // The logout that finds the list full revokes every token, so a later one may get a 401.
        assert!(status == 204 || status == 401, "{status}");
    }
    for session in &sessions {
        assert!(is_revoked(session).await);
    }
    let after = app.log_in("madeline", TestUser::PASSWORD).await;
    assert!(!is_revoked(&after).await);
}

#[tokio::test]
async fn a_token_stays_revoked_until_it_expires() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    madeline.post("/api/users/logout/").await.expect(204);
    for _ in 0..11 {
        app.state.clock.advance(Duration::from_secs(60 * 60));
        app.log_in("madeline", TestUser::PASSWORD).await.post("/api/users/logout/").await.expect(204);
        assert!(is_revoked(&madeline).await);
    }
}
