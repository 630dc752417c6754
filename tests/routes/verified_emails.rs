//! What takes a confirmed e-mail address in a community that requires one.

use serde_json::json;
use shared::domain::account::code::CodePurpose;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, config};

/// What an unverified user may not do, in each API. The user is given, and another one.
const REFUSED: [fn(&TestUser, &TestUser) -> Request; 9] = [
    |me, _| me.post("/api/v2/post/").json(&json!({"text": "Hello."})),
    |me, _| me.post("/api/v2/discussion/").json(&json!({"title": "Hello", "text": "Hello."})),
    |me, other| me.post(&other.path("follow/")),
    |me, other| me.put(&other.path("follow/")),
    |me, other| me.post("/api/users/follow/").json(&json!({"username": other.name})),
    |me, other| me.post(&other.path("connection/request/")),
    |me, other| me.post("/api/v2/user/me/connection/request/").json(&json!({"username": other.name})),
    |me, _| {
        let game = json!({"igdb": "7", "name": "Celeste"});
        me.post("/api/actions/journal/").json(&json!({"game": game, "date": "2026-01-31", "review": "Hello."}))
    },
    |me, _| me.post("/api/v2/comment/").json(&json!({"post": 1, "text": "Hello."})),
];

async fn community(requires_verified_email: bool) -> App {
    App::with(Config { sends_mail: true, requires_verified_email, ..config() }).await
}

#[tokio::test]
async fn unverified_users_publish_follow_and_request_nothing() {
    let app = community(true).await;
    let (me, other) = (app.register("madeline").await, app.register("theo").await);
    for (n, request) in REFUSED.iter().enumerate() {
        let refused = request(&me, &other).await.expect(403).json();
        let code = if refused["errors"].is_array() { &refused["errors"][0]["code"] } else { &refused["code"] };
        assert_eq!(code, "email_not_verified", "{n}: {refused}");
    }
    app.settle().await;
    let shown = other.get("/api/v2/user/me/").await.expect(200).json();
    assert_eq!((&shown["followers_counter"], &shown["connection_requests_received_counter"]), (&json!(0), &json!(0)));
    let may = me.get("/api/v2/user/me/permission/").await.expect(200).json();
    assert_eq!(
        (&may["create_post"], &may["follow_user"], &may["request_connection"]),
        (&json!(false), &json!(false), &json!(false))
    );
    assert_eq!(may["accept_connection"], true);
    assert_eq!(me.get("/api/v2/user/me/").await.expect(200).json()["permission"], may);

    let code = json!({"validation_code": app.mailed_code(&me, CodePurpose::Verification).await});
    app.post("/api/v2/account/verify/").json(&code).await.expect(204);
    let post = REFUSED[0](&me, &other).await.expect(201).json()["id"].clone();
    me.post("/api/v2/comment/").json(&json!({"post": post, "text": "Hello."})).await.expect(201);
    for request in &REFUSED[1..8] {
        assert!(request(&me, &other).await.status < 300);
    }
    assert_eq!(me.get("/api/v2/user/me/permission/").await.expect(200).json()["create_post"], true);
}

/// What one has, one can give up, and what others ask for, one can answer.
#[tokio::test]
async fn unverified_users_may_unfollow_accept_and_vote() {
    let app = community(true).await;
    let (me, staff) = (app.register("madeline").await, app.staff("staff").await);
    let post = staff.post("/api/v2/post/").json(&json!({"text": "Hello."})).await.expect(201).json()["id"].clone();
    me.post(&format!("/api/v2/post/{post}/vote/")).await.expect(204);
    staff.post(&me.path("connection/request/")).await.expect(200);
    me.post(&staff.path("connection/accept/")).await.expect(200);
    me.delete(&staff.path("follow/")).await.expect(204);
    me.post("/api/users/unfollow/").json(&json!({"username": "staff"})).await.expect(200);
}

#[tokio::test]
async fn other_communities_ask_for_no_confirmed_address() {
    let app = community(false).await;
    let (me, other) = (app.register("madeline").await, app.register("theo").await);
    let answer = REFUSED[2](&me, &other).await.expect(201);
    assert_eq!(answer.cost.trips, 2, "the profile is not read");
    assert_eq!(me.get("/api/v2/user/me/permission/").await.expect(200).json()["create_post"], true);
}
