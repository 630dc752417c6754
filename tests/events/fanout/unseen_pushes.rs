//! Pushes of the number of unseen notifications, after some are seen or taken away.

use serde_json::json;
use tests::Routes as _;

use super::pushes::{Pushing, follow, listed};

/// Another tab or device of the user learns that nothing is unseen any more.
#[tokio::test]
async fn what_is_seen_elsewhere_is_pushed() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, cyd] = [app.user("ada").await, app.user("ben").await, app.user("cyd").await];
    pushing.open(&ada, "a").await;
    pushing.open(&ben, "b").await;
    follow(&ben, &ada, true).await;
    follow(&cyd, &ada, true).await;
    pushing.settle().await;
    assert_eq!(pushing.gateway.sent().len(), 2);
    let sid = listed(&ada).await["sid"].clone();
    ada.post("/api/v2/notification/read/").json(&json!({"sids": [sid]})).await.expect(204);
    pushing.settle().await;
    let count = |unseen: u64| ("a".to_owned(), json!({"type": "interaction", "data": {"count_interactions": unseen}}));
    assert_eq!(pushing.gateway.sent(), [count(1)]);
    ada.get("/api/v2/notification/").await.expect(200);
    pushing.settle().await;
    assert_eq!(pushing.gateway.sent(), [count(0)]);
    // What was seen is not seen again.
    ada.get("/api/v2/notification/").await.expect(200);
    pushing.settle().await;
    assert_eq!(pushing.gateway.sent(), []);
}

#[tokio::test]
async fn a_hide_pushes_what_is_left_unseen() {
    let pushing = Pushing::new().await;
    let app = &pushing.app;
    let [ada, ben, cyd] = [app.user("ada").await, app.user("ben").await, app.user("cyd").await];
    for fan in [&ben, &cyd] {
        follow(fan, &ada, true).await;
    }
    pushing.settle().await;
    pushing.open(&ada, "a").await;
    pushing.settle().await;
    ada.post(&ben.path("hide/")).await.expect(201);
    pushing.settle().await;
    let sent = pushing.gateway.sent();
    assert_eq!(
        sent.last().map(|(_, message)| message["data"].clone()),
        Some(json!({"count_interactions": 1})),
        "{sent:?}"
    );
}
