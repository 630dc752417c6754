//! The friendship routes in each community mode.

use rstest::rstest;
use serde_json::json;
use shared::domain::Mode;
use shared::runtime::config::Config;
use tests::{App, Request, Routes as _, TestUser, config};

use super::connection::{ACTIONS, connect, pair, statuses, walk};

/// A request to every friendship route, most of them with bad input.
fn routes(bob: &TestUser) -> Vec<Request> {
    let by_id = ACTIONS.map(|action| bob.post(&bob.path(&format!("connection/{action}/"))));
    let by_name = ACTIONS.map(|action| bob.post(&format!("/api/v2/user/me/connection/{action}/")).json(&json!([])));
    let reads = ["connections/?limit=x", "is_connection/", "connection_status/"].map(|what| bob.get(&bob.path(what)));
    let lists = [
        "me/connection_requests/",
        "connection/requests/",
        "me/connection_requests_sent/",
        "connection/requests_sent/",
    ];
    let lists = lists.map(|list| bob.get(&format!("/api/v2/user/{list}?limit=x")));
    let posts = ["connection/statuses/", "me/connection_requests/mark_seen/"];
    let posts = posts.map(|post| bob.post(&format!("/api/v2/user/{post}")).body("application/json", "{"));
    let unknown = ["/api/v2/user/1/connection/request/", "/api/v2/user/1/connection_requests/mark_seen/"];
    let unknown = unknown.map(|path| bob.post(path));
    by_id.into_iter().chain(by_name).chain(reads).chain(lists).chain(posts).chain(unknown).collect()
}

#[tokio::test]
async fn friendship_routes_are_403_in_follow_mode() {
    let app = App::with(Config { mode: Mode::Follow, ..config() }).await;
    let bob = app.register("bob").await;
    // The mode is checked before the input.
    for (n, request) in routes(&bob).into_iter().enumerate() {
        let answer = request.await;
        assert_eq!(answer.status, 403, "{n}: {answer:?}");
        assert_eq!(answer.json()["errors"][0]["code"], "wrong_community_mode", "{n}");
    }
    assert_eq!(
        app.get(&bob.path("connections/")).await.expect(403).json()["errors"][0]["code"],
        "wrong_community_mode"
    );
    for path in [bob.path("followers/"), bob.path("followings/"), "/api/v2/suggestion/user/".to_owned()] {
        bob.get(&path).await.expect(200);
    }
}

#[rstest]
#[tokio::test]
async fn friendships_work_in_the_other_modes(#[values(Mode::Friendship, Mode::Hybrid)] mode: Mode) {
    let app = App::with(Config { mode, ..config() }).await;
    let [alice, bob] = &pair(&app).await;
    connect(&app, alice, bob).await;
    assert_eq!(statuses(alice, bob).await, ["connected", "connected"]);
    let listed = walk(&app, &alice.path("connections/")).await;
    assert_eq!(listed, [app.get(&bob.path("")).await.expect(200).json()]);
    alice.get("/api/v2/suggestion/user/").await.expect(200);
    let follow = alice.post(&bob.path("follow/")).await;
    assert_eq!(follow.status, if mode == Mode::Friendship { 403 } else { 201 });
}
