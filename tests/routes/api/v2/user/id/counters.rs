//! `GET /api/v2/user/{id}/counters/`

use serde_json::json;
use tests::{App, Routes as _};

#[tokio::test]
async fn counters_of_a_new_user_are_zero() {
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
async fn request_counters_are_null_for_other_callers() {
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
