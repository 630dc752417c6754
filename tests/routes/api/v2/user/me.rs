//! `GET /api/v2/user/me/`, `GET /api/v2/user/me/permission/`

mod avatar;
mod connection;
mod connection_requests;
mod mark_seen;
mod notifications;
mod sessions;
mod totp;
mod unseen;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::Mode;
use shared::runtime::config::{Config, Secrets};
use tests::{App, Routes as _, SECRET, config};

fn permission(follow_user: bool, connect: bool) -> Value {
    json!({
        "create_contribute": true, "create_poll": true, "locate_post": true, "create_post": true,
        "create_group": false, "create_event": false, "create_course": false, "create_live_stream": false,
        "follow_user": follow_user, "request_connection": connect, "accept_connection": connect,
    })
}

#[rstest]
#[tokio::test]
async fn requires_credentials(#[values("/api/v2/user/me/", "/api/v2/user/me/permission/")] path: &str) {
    let app = App::new().await;
    app.get(path).await.expect(401);
    app.bearer("no token").get(path).await.expect(401);
}

#[tokio::test]
async fn returns_the_callers_user_object_with_permission() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let own = alice.get(&alice.path("")).await.expect(200).json();
    let mut me = alice.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!(me.as_object_mut().unwrap().remove("permission"), Some(permission(true, true)));
    for counter in ["unseen_interactions_counter", "unseen_notification_banners_counter"] {
        assert_eq!(me.as_object_mut().unwrap().remove(counter), Some(json!(0)), "{counter}");
    }
    assert_eq!(me, own);
}

#[rstest]
#[case(Mode::Follow, true, false)]
#[case(Mode::Friendship, false, true)]
#[case(Mode::Hybrid, true, true)]
#[tokio::test]
async fn permission_depends_on_the_community_mode(#[case] mode: Mode, #[case] follow: bool, #[case] connect: bool) {
    let app = App::with(Config { mode, ..config() }).await;
    let alice = app.register("alice").await;
    let me = alice.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!(me["permission"], permission(follow, connect));
    let alone = alice.get("/api/v2/user/me/permission/").await.expect(200).json();
    assert_eq!(alone, permission(follow, connect));
}

#[tokio::test]
async fn shows_a_change_at_once() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    alice.patch(&alice.path("")).json(&json!({"bio": "Climbs."})).await.expect(200);
    assert_eq!(alice.get("/api/v2/user/me/").await.expect(200).json()["bio"], "Climbs.");
}

#[tokio::test]
async fn works_in_another_deployment_over_the_same_table() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let secrets = Secrets::new(SECRET.to_owned(), None).unwrap();
    let other = app.with_settings(Config { mode: Mode::Follow, ..config() }, &secrets);
    let me = other.bearer(&alice.token).get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!((&me["username"], &me["permission"]), (&json!("alice"), &permission(true, false)));
}
