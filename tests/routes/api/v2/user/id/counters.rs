//! `GET /api/v2/user/{id}/counters/`

use serde_json::json;
use tests::{App, Routes as _};

#[tokio::test]
async fn a_new_user_counts_nothing() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let counters = alice.get(&alice.path("counters/")).await.expect(200).json();
    let expected = json!({
        "discussions": 0, "posts": 0, "polls": 0, "followings": 0, "followers": 0, "connections": 0,
        "connection_requests_sent": 0, "connection_requests_received": 0,
    });
    assert_eq!(counters, expected);
}

#[tokio::test]
async fn requests_are_null_to_others_be_they_anonymous_members_or_staff() {
    let app = App::new().await;
    let [alice, bob, eve] = [app.register("alice").await, app.register("bob").await, app.superuser("eve").await];
    let path = alice.path("counters/");
    let expected = json!({
        "discussions": 0, "posts": 0, "polls": 0, "followings": 0, "followers": 0, "connections": 0,
        "connection_requests_sent": null, "connection_requests_received": null,
    });
    for answer in [app.get(&path).await, bob.get(&path).await, eve.get(&path).await] {
        assert_eq!(answer.expect(200).json(), expected);
    }
}
