//! `POST /api/users/logout/`

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use tests::{App, Person, Routes, SECRET, mint};

const ME: &str = "/api/users/user/";

async fn is_dead(bearer: &impl Routes) -> bool {
    match bearer.get(ME).await.status {
        200 => false,
        401 => true,
        status => panic!("{status}"),
    }
}

#[tokio::test]
async fn a_token_that_logged_out_is_dead_at_once() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let answer = madeline.post("/api/users/logout/").await.expect(204);
    assert_eq!(answer.body, "");
    let answer = madeline.get(ME).await.expect(401);
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
    let answer = madeline.post("/api/users/logout/").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
    // On public endpoints, too.
    madeline.get(&madeline.path("")).await.expect(401);
}

#[tokio::test]
async fn a_logout_without_credentials_is_a_401() {
    let app = App::new().await;
    let answer = app.post("/api/users/logout/").await.expect(401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    insta::assert_snapshot!(answer.body, @r#"{"detail":"Invalid token."}"#);
}

#[tokio::test]
async fn the_slash_may_be_left_out_and_a_body_does_not_matter() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    madeline.post("/api/users/logout").json(&json!({})).await.expect(204);
    let session = app.log_in("madeline", Person::PASSWORD).await;
    session.post("/api/users/logout").body("text/plain", "whatever").await.expect(204);
    assert!(is_dead(&session).await);
}

#[tokio::test]
async fn the_other_tokens_of_the_user_live() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let [phone, laptop] =
        [app.log_in("madeline", Person::PASSWORD).await, app.log_in("madeline", Person::PASSWORD).await];
    phone.post("/api/users/logout/").await.expect(204);
    assert!(is_dead(&phone).await);
    assert!(!is_dead(&laptop).await);
    assert!(!is_dead(&madeline).await);
}

#[tokio::test]
async fn the_same_jti_of_another_user_lives() {
    let app = App::new().await;
    let (madeline, theo) = (app.register("madeline").await, app.register("theo").await);
    let [hers, his] = [madeline.id, theo.id].map(|id| app.bearer(&mint(SECRET, &app.claims_of(id))));
    hers.post("/api/users/logout/").await.expect(204);
    assert!(is_dead(&hers).await);
    assert!(!is_dead(&his).await);
}

#[tokio::test]
async fn a_logout_revokes_every_token_of_the_user_that_bears_its_jti() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    let first = app.bearer(&mint(SECRET, &claims));
    claims["exp"] = json!(app.state.clock.now().as_second() + 7_200);
    let second = app.bearer(&mint(SECRET, &claims));
    first.post("/api/users/logout/").await.expect(204);
    assert!(is_dead(&first).await);
    assert!(is_dead(&second).await);
}

#[tokio::test]
async fn a_long_lived_token_with_the_jti_of_a_short_lived_one_stays_dead() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    let mut claims = app.claims_of(madeline.id);
    let short = app.bearer(&mint(SECRET, &claims));
    claims["exp"] = json!(app.state.clock.now().as_second() + 100_000);
    let long = app.bearer(&mint(SECRET, &claims));
    short.post("/api/users/logout/").await.expect(204);
    // The short one has expired; a later logout clears away what has.
    app.state.clock.advance(Duration::from_secs(3_601));
    app.log_in("madeline", Person::PASSWORD).await.post("/api/users/logout/").await.expect(204);
    assert!(is_dead(&long).await);
}

#[tokio::test]
async fn more_logouts_than_are_remembered_keep_every_token_dead() {
    let app = App::new().await;
    app.register("madeline").await;
    let mut sessions = Vec::new();
    for _ in 0..70 {
        let session = app.log_in("madeline", Person::PASSWORD).await;
        assert!(!is_dead(&session).await);
        session.post("/api/users/logout/").await.expect(204);
        sessions.push(session);
    }
    let last = app.log_in("madeline", Person::PASSWORD).await;
    for session in &sessions {
        assert!(is_dead(session).await);
    }
    assert!(!is_dead(&last).await);
}

#[tokio::test]
async fn logouts_that_were_made_room_for_do_not_log_out_others_for_long() {
    // The 65th logout may take the user's other tokens along. It must not make every later one do so.
    let app = App::new().await;
    app.register("madeline").await;
    for _ in 0..65 {
        app.log_in("madeline", Person::PASSWORD).await.post("/api/users/logout/").await.expect(204);
    }
    app.state.clock.advance(Duration::from_secs(2));
    let laptop = app.log_in("madeline", Person::PASSWORD).await;
    let phone = app.log_in("madeline", Person::PASSWORD).await;
    phone.post("/api/users/logout/").await.expect(204);
    assert!(is_dead(&phone).await);
    assert!(!is_dead(&laptop).await, "the logout of one token revoked another");
}

#[tokio::test]
async fn sessions_that_log_out_at_the_same_time_are_all_dead() {
    let app = App::new().await;
    app.register("madeline").await;
    let sessions = join_all((0..100).map(|_| app.log_in("madeline", Person::PASSWORD))).await;
    let logouts = sessions.iter().map(|session| tokio::spawn(session.post("/api/users/logout/").into_future()));
    for answer in join_all(logouts).await {
        let status = answer.unwrap().status;
        // One more than are remembered revokes all, so a later one may find itself dead.
        assert!(status == 204 || status == 401, "{status}");
    }
    for session in &sessions {
        assert!(is_dead(session).await);
    }
    let after = app.log_in("madeline", Person::PASSWORD).await;
    assert!(!is_dead(&after).await);
}

#[tokio::test]
async fn a_logged_out_token_stays_dead_as_long_as_it_lives() {
    let app = App::new().await;
    let madeline = app.register("madeline").await;
    madeline.post("/api/users/logout/").await.expect(204);
    for _ in 0..11 {
        app.state.clock.advance(Duration::from_secs(60 * 60));
        app.log_in("madeline", Person::PASSWORD).await.post("/api/users/logout/").await.expect(204);
        assert!(is_dead(&madeline).await);
    }
}
