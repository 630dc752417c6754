//! Media of posts that are held for review.

use std::time::Duration;

use serde_json::{Value, json};
use shared::domain::ReviewRules;
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

use super::{file, files, path, picture};

async fn community() -> App {
    let review = ReviewRules { words: ReviewRules::words_of("casino"), ..ReviewRules::default() };
    // Tokens outlive unused media.
    let token_lifetime = Duration::from_secs(7 * 24 * 60 * 60);
    App::with(Config { foreign_media: false, token_lifetime, review, ..config() }).await
}

async fn hold(author: &TestUser, picture: &Value) -> Value {
    let body = json!({"text": "casino", "medias": [picture["id"]]});
    let post = author.post("/api/v2/post/").json(&body).await.expect(201).json();
    assert_eq!(post["held_for_review"], true);
    assert_eq!(post["medias"][0]["id"], picture["id"]);
    post
}

async fn decide(staff: &TestUser, post: &Value, action: &str, reason: Value) {
    let body = json!({"contribution_type": "post", "action": action, "moderation_type": reason});
    staff.patch(&format!("/api/v2/moderation/contribution/{}/", post["id"])).json(&body).await.expect(204);
}

#[tokio::test]
async fn a_held_post_keeps_its_media_until_it_is_released() {
    let app = community().await;
    let (ann, staff) = (app.user("ann").await, app.staff("member-of-staff").await);
    let image = picture(&ann).await;
    let post = hold(&ann, &image).await;
    ann.delete(&path(&image)).await.expect(409);
    app.state.clock.advance(Duration::from_secs(2 * 24 * 60 * 60));
    decide(&staff, &post, "release", Value::Null).await;
    app.settle().await;
    let shown = app.get(&format!("/api/v2/post/{}/", post["id"])).await.expect(200).json();
    assert_eq!(shown["medias"][0]["id"], image["id"]);
    file(&app, &image["image"]).await.expect(200);
}

#[tokio::test]
async fn the_media_of_a_held_post_go_with_it() {
    let app = community().await;
    let (ann, staff) = (app.user("ann").await, app.staff("member-of-staff").await);
    for by_staff in [false, true] {
        let image = picture(&ann).await;
        let post = hold(&ann, &image).await;
        app.settle().await;
        if by_staff {
            decide(&staff, &post, "delete", json!(0)).await;
        } else {
            ann.delete(&format!("/api/v2/post/{}/", post["id"])).await.expect(204);
        }
        app.settle().await;
        ann.get(&path(&image)).await.expect(404);
        assert_eq!(files(&app, &ann).await, 0, "by staff: {by_staff}");
    }
}
