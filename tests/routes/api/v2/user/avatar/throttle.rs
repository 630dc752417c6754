//! The throttle on a user's uploads.

use std::future::IntoFuture as _;
use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use shared::domain::account::throttle::{Limit, Limits};
use shared::runtime::config::Config;
use tests::{App, Routes as _, config, pictures};

const AVATARS: &str = "/api/v2/user/avatar/";
const UPLOAD: &str = "/api/v2/user/avatar/upload/";

async fn app(count: u64) -> App {
    let uploads = Limit { count, window: Duration::from_secs(600) };
    App::with(Config { limits: Some(Limits { uploads, ..Limits::default() }), ..config() }).await
}

#[tokio::test]
async fn every_kind_of_upload_counts_and_is_throttled() {
    let app = app(4).await;
    let (ann, ben) = (app.user("ann").await, app.user("ben").await);
    let picture = json!({"avatar_base64": pictures::base64(&pictures::png(8, 8))});
    ann.post(AVATARS).json(&picture).await.expect(201);
    ann.post(AVATARS).json(&json!({"avatar_base64": "bm8="})).await.expect(400);
    ann.patch(&ann.path("")).json(&picture).await.expect(200);
    ann.post(UPLOAD).json(&json!({"size": 9})).await.expect(201);
    let cover = pictures::png(8, 8);
    for refused in [
        ann.post(AVATARS).json(&picture),
        ann.put(&ann.path("")).json(&picture),
        ann.put(&ann.path("")).multipart(&[], &[("cover", "cover.png", &cover)]),
        ann.post(UPLOAD).json(&json!({"size": 9})),
    ] {
        let refused = refused.await.expect(429);
        let wait: u64 = refused.header("retry-after").parse().unwrap();
        assert!((1..=600).contains(&wait), "{wait}");
        assert!(refused.json()["errors"][0]["code"].is_string(), "{refused:?}");
    }
    // Requests without a picture and uploads of other users are not throttled.
    ann.patch(&ann.path("")).json(&json!({"bio": "Climbs."})).await.expect(200);
    ben.post(AVATARS).json(&picture).await.expect(201);
    let avatars = ann.get(AVATARS).await.expect(200).json();
    assert_eq!(avatars["count"], 2);
    app.state.clock.advance(Duration::from_secs(601));
    ann.post(AVATARS).json(&picture).await.expect(201);
}

#[tokio::test]
async fn concurrent_uploads_do_not_exceed_the_limit() {
    let app = app(3).await;
    let ann = app.user("ann").await;
    let calls = (0..8).map(|_| ann.post(UPLOAD).json(&json!({"size": 9})).into_future());
    let mut statuses: Vec<u16> = join_all(calls).await.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 201, 429, 429, 429, 429, 429]);
}
