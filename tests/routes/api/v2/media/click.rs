//! `POST /api/v2/media/{id}/click/`

use serde_json::json;
use tests::Routes as _;

use super::{community, link, path};

#[tokio::test]
async fn a_click_is_taken_on_what_the_caller_can_see_and_leaves_no_trace() {
    let app = community().await;
    let (ann, ben) = (app.user("ann").await, app.user("ben").await);
    let made = link(&ann, "https://example.org/").await;
    let click = format!("{}click/", path(&made));
    ann.post(&click).json(&json!({"ip": null})).await.expect(204);
    ben.post(&click).await.expect(404);
    app.post(&click).await.expect(404);
    app.post("/api/v2/media/7/click/").await.expect(404);
    ann.post("/api/v2/post/").json(&json!({"medias": [made["id"]]})).await.expect(201);
    let before = app.rows().all().await;
    ben.post(&click).json(&json!({"ip": "192.0.2.1"})).await.expect(204);
    app.post(&click).await.expect(204);
    assert_eq!(app.rows().all().await, before);
}
