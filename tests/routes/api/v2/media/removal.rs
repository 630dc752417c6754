//! Media go with their post and their user, and after a day if no post has them.

use std::time::Duration;

use janitor::{Janitor, Settings};
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser, pictures};

use super::{community, file, files, link, path, picture};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Scans the table once, and has the events of what was removed processed.
async fn run_janitor(app: &App) {
    let state = app.acting_as("janitor");
    let settings = Settings { pause: Duration::ZERO, ..Settings::default() };
    Janitor::new(state.store, state.clock, settings).run_all(true).await.unwrap();
    app.settle().await;
}

/// The sort keys of the rows of a user's media and uploads.
async fn rows(app: &App, user: &TestUser) -> Vec<String> {
    let pk = format!("U#{}", user.id);
    let rows = app.rows().all().await.into_keys().filter(|(part, _)| *part == pk).map(|(_, sk)| sk);
    rows.filter(|sk| sk.starts_with("MEDIA#") || sk.starts_with("CHUNKS#")).collect()
}

async fn publish(user: &TestUser, media: &Value) -> String {
    let post = user.post("/api/v2/post/").json(&json!({"medias": [media["id"]]})).await.expect(201).json();
    format!("/api/v2/post/{}/", post["id"])
}

#[tokio::test]
async fn the_media_of_a_deleted_post_go_with_it() {
    let app = community().await;
    let ann = app.user("ann").await;
    let (gone, kept) = (picture(&ann).await, send_other(&ann).await);
    let post = publish(&ann, &gone).await;
    publish(&ann, &kept).await;
    app.settle().await;
    ann.delete(&post).await.expect(204);
    app.settle().await;
    ann.get(&path(&gone)).await.expect(404);
    file(&app, &gone["image"]).await.expect(404);
    file(&app, &gone["image_thumbnail"]["url"]).await.expect(404);
    ann.get(&path(&kept)).await.expect(200);
    file(&app, &kept["image"]).await.expect(200);
    assert_eq!(rows(&app, &ann).await.len(), 1);
}

async fn send_other(user: &TestUser) -> Value {
    super::send(user, &pictures::png(40, 20)).await.expect(201).json()
}

#[tokio::test]
async fn unused_media_and_uploads_go_after_a_day() {
    let app = community().await;
    let ann = app.user("ann").await;
    let (unused, used) = (picture(&ann).await, send_other(&ann).await);
    link(&ann, "https://example.org/").await;
    publish(&ann, &used).await;
    let chunk = pictures::png(30, 20);
    ann.post("/api/v2/media/upload/chunk/").multipart(&[], &[("image", "blob", &chunk)]).await.expect(200);
    app.settle().await;
    run_janitor(&app).await;
    assert_eq!(rows(&app, &ann).await.len(), 4);
    app.state.clock.advance(DAY + Duration::from_secs(1));
    run_janitor(&app).await;
    assert_eq!(rows(&app, &ann).await.len(), 1);
    file(&app, &unused["image"]).await.expect(404);
    file(&app, &used["image"]).await.expect(200);
    ann.get(&path(&used)).await.expect(200);
}

#[tokio::test]
async fn a_deleted_user_leaves_no_media() {
    let app = community().await;
    let (ann, root) = (app.user("ann").await, app.superuser("root").await);
    publish(&ann, &picture(&ann).await).await;
    picture(&ann).await;
    let chunk = pictures::png(30, 20);
    ann.post("/api/v2/media/upload/chunk/").multipart(&[], &[("image", "blob", &chunk)]).await.expect(200);
    app.settle().await;
    root.delete(&ann.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(rows(&app, &ann).await, Vec::<String>::new());
    assert_eq!(files(&app, &ann).await, 0);
}
