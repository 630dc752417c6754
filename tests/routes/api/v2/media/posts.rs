//! Media in posts: they exist, are the author's, and are in one post.

use std::time::Duration;

use serde_json::{Value, json};
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

use super::{community, link, path, picture};

const POSTS: &str = "/api/v2/post/";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn publish(user: &TestUser, medias: &Value) -> Value {
    user.post(POSTS).json(&json!({"medias": medias})).await.expect(201).json()
}

/// The code and the field with which media are refused.
async fn refusal(user: &TestUser, medias: &Value) -> (String, String) {
    let refused = user.post(POSTS).json(&json!({"text": "x", "medias": medias})).await.expect(400);
    let body = String::from_utf8_lossy(&refused.bytes).into_owned();
    let code = ["does_not_exist", "in_use", "max_length"].into_iter().find(|code| body.contains(code)).unwrap_or("");
    (code.to_owned(), refused.invalid_fields().join(" "))
}

#[tokio::test]
async fn a_post_shows_its_media_everywhere() {
    let app = community().await;
    let (ann, ben) = (app.user("ann").await, app.user("ben").await);
    ben.put(&ann.path("follow/")).await;
    let (image, url) = (picture(&ann).await, link(&ann, "https://example.org/").await);
    let post = publish(&ann, &json!([url["id"], image["id"]])).await;
    assert_eq!(post["media_type"], "images");
    let in_order = |media: &Value, order: u64| {
        let mut media = media.clone();
        media["order"] = order.into();
        media
    };
    let expected = json!([in_order(&url, 0), in_order(&image, 1)]);
    assert_eq!(post["medias"], expected);
    app.settle().await;
    let path = format!("{POSTS}{}/", post["id"]);
    assert_eq!(app.get(&path).await.expect(200).json()["medias"], expected);
    let feed = ben.get("/api/v2/feed/home/").await.expect(200).json();
    assert_eq!(feed["results"][0]["post"]["medias"], expected);
    let own = app.get(&ann.path("feed/")).await.expect(200).json();
    assert_eq!(own["results"][0]["post"]["medias"], expected);
    let notified = ben.get("/api/v2/notification/").await.expect(200).json().to_string();
    assert!(notified.contains(image["image"].as_str().unwrap()), "{notified}");
    let discussion = json!({"title": "A title", "medias": [picture(&ann).await["id"]]});
    let discussion = ann.post("/api/v2/discussion/").json(&discussion).await.expect(201).json();
    assert_eq!(discussion["medias"][0]["type"], "image");
}

#[tokio::test]
async fn media_of_others_of_other_posts_and_of_no_one_are_refused() {
    let app = community().await;
    let (ann, ben) = (app.user("ann").await, app.user("ben").await);
    let (own, other) = (picture(&ann).await, picture(&ben).await);
    let unknown = ("does_not_exist".to_owned(), "medias".to_owned());
    assert_eq!(refusal(&ann, &json!([other["id"]])).await, unknown);
    assert_eq!(refusal(&ann, &json!([own["id"], 7])).await, unknown);
    publish(&ann, &json!([own["id"]])).await;
    assert_eq!(refusal(&ann, &json!([own["id"]])).await.0, "in_use");
    let late = link(&ann, "https://example.org/").await;
    app.state.clock.advance(DAY);
    assert_eq!(refusal(&ann, &json!([late["id"]])).await, unknown);
    let many: Vec<u64> = (1..22).collect();
    assert_eq!(refusal(&ann, &json!(many)).await.0, "max_length");
}

#[tokio::test]
async fn two_posts_at_once_never_share_a_media() {
    let app = community().await;
    let ann = app.user("ann").await;
    for _ in 0..4 {
        let body = json!({"text": "x", "medias": [picture(&ann).await["id"]]});
        let post = || async { ann.post(POSTS).json(&body).await.status };
        let (a, b, c) = futures::join!(post(), post(), post());
        let mut statuses = [a, b, c];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 400, 400]);
    }
}

#[tokio::test]
async fn an_edit_adds_removes_and_sorts_media() {
    let app = community().await;
    let (ann, staff) = (app.user("ann").await, app.staff("staff").await);
    let (a, b, c) = (picture(&ann).await, picture(&ann).await, link(&ann, "https://example.org/").await);
    let post = publish(&ann, &json!([a["id"], b["id"]])).await;
    let at = format!("{POSTS}{}/", post["id"]);
    let ids = |post: &Value| -> Vec<u64> {
        post["medias"].as_array().unwrap().iter().map(|media| media["id"].as_u64().unwrap()).collect()
    };
    let id = |media: &Value| media["id"].as_u64().unwrap();
    let edit =
        async |medias: Vec<u64>, status| ann.put(&at).json(&json!({"medias": medias})).await.expect(status).json();
    let edited = edit(vec![id(&c), id(&b)], 200).await;
    assert_eq!(ids(&edited), [id(&c), id(&b)]);
    assert_eq!(ids(&app.get(&at).await.expect(200).json()), [id(&c), id(&b)]);
    assert_eq!(ids(&edit(vec![id(&b), id(&c)], 200).await), [id(&b), id(&c)]);
    edit(vec![id(&b), 7], 400).await;
    // What was taken out can be used again, within a day.
    ann.get(&path(&a)).await.expect(200);
    let other = publish(&ann, &json!([a["id"]])).await;
    assert_eq!(ids(&other), [id(&a)]);
    edit(vec![id(&a)], 400).await;
    // Without the field, they stay; staff name those of the author, not their own.
    assert_eq!(ids(&staff.put(&at).json(&json!({"text": "x"})).await.expect(200).json()), [id(&b), id(&c)]);
    let theirs = picture(&staff).await;
    staff.put(&at).json(&json!({"medias": [theirs["id"]]})).await.expect(400);
    assert_eq!(ids(&staff.put(&at).json(&json!({"medias": [b["id"]]})).await.expect(200).json()), [id(&b)]);
    edit(vec![], 200).await;
    app.state.clock.advance(DAY);
    ann.get(&path(&b)).await.expect(404);
}

#[tokio::test]
async fn ids_of_the_host_application_are_taken_where_the_setting_says_so() {
    let app = App::with(Config { foreign_media: true, ..config() }).await;
    let ann = app.user("ann").await;
    let own = picture(&ann).await;
    let post = publish(&ann, &json!([7, own["id"]])).await;
    assert_eq!(json!([post["medias"][0], post["medias"][1]["id"]]), json!([7, own["id"]]));
    assert_eq!(refusal(&ann, &json!([own["id"], 9])).await.0, "in_use");
    // Once it is taken, the id stays, whatever the setting is.
    let secrets = shared::runtime::config::Secrets::new(tests::SECRET.to_owned(), None).unwrap();
    let strict = app.with_settings(Config { foreign_media: false, ..config() }, &secrets);
    let ann = strict.same_user(&ann);
    let at = format!("{POSTS}{}/", post["id"]);
    let edited = ann.put(&at).json(&json!({"text": "x", "medias": [7]})).await.expect(200).json();
    assert_eq!(edited["medias"], json!([7]));
    ann.put(&at).json(&json!({"medias": [7, 9]})).await.expect(400);
}
