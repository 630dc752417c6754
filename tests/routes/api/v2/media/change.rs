//! `PUT`, `DELETE /api/v2/media/{id}/`

use serde_json::{Value, json};
use tests::{Routes as _, pictures};

use super::{community, file, files, link, path, picture};

#[tokio::test]
async fn a_title_a_link_and_a_picture_are_changed() {
    let app = community().await;
    let ann = app.user("ann").await;
    let url = link(&ann, "https://example.org/").await;
    let changed =
        ann.put(&path(&url)).json(&json!({"title": "News", "url": "http://b.example/"})).await.expect(200).json();
    assert_eq!(json!([changed["title"], changed["url"]]), json!(["News", "http://b.example/"]));
    assert_eq!(ann.get(&path(&url)).await.expect(200).json(), changed);
    for wrong in [json!({"url": ""}), json!({"url": "x"}), json!({"title": "a\nb\u{7}"})] {
        ann.put(&path(&url)).json(&wrong).await.expect(400);
    }
    let before = picture(&ann).await;
    // What was returned changes nothing when it is sent back.
    assert_eq!(ann.put(&path(&before)).json(&before).await.expect(200).json(), before);
    ann.put(&path(&before)).json(&json!({"image": "https://example.org/a.png"})).await.expect(400);
    let other = pictures::png(16, 8);
    let after = ann.put(&path(&before)).multipart(&[], &[("image", "a.png", &other)]).await.expect(200).json();
    assert_eq!(json!([after["id"], after["image_width"], after["image_height"]]), json!([before["id"], 16, 8]));
    app.settle().await;
    file(&app, &after["image"]).await.expect(200);
    file(&app, &before["image"]).await.expect(404);
    ann.put(&path(&before)).multipart(&[], &[("image", "a.png", b"no picture")]).await.expect(400);
    assert_eq!(ann.get(&path(&before)).await.expect(200).json(), after);
}

#[tokio::test]
async fn a_deleted_picture_takes_its_files_with_it() {
    let app = community().await;
    let ann = app.user("ann").await;
    let made = picture(&ann).await;
    assert!(files(&app, &ann).await > 0);
    ann.delete(&path(&made)).await.expect(204);
    ann.get(&path(&made)).await.expect(404);
    ann.delete(&path(&made)).await.expect(404);
    app.settle().await;
    assert_eq!(files(&app, &ann).await, 0);
}

#[tokio::test]
async fn a_media_that_a_post_has_neither_changes_nor_is_deleted() {
    let app = community().await;
    let ann = app.user("ann").await;
    let made = picture(&ann).await;
    ann.post("/api/v2/post/").json(&json!({"medias": [made["id"]]})).await.expect(201);
    let code = |answer: Value| answer["errors"][0]["code"].clone();
    assert_eq!(code(ann.put(&path(&made)).json(&json!({"title": "x"})).await.expect(409).json()), "in_use");
    assert_eq!(code(ann.delete(&path(&made)).await.expect(409).json()), "in_use");
    assert_eq!(ann.get(&path(&made)).await.expect(200).json(), made);
}

#[tokio::test]
async fn of_concurrent_changes_none_is_lost_silently() {
    let app = community().await;
    let ann = app.user("ann").await;
    let made = link(&ann, "https://example.org/").await;
    let put = |title: &str| {
        let request = ann.put(&path(&made)).json(&json!({"title": title}));
        async move { request.await.status }
    };
    let (a, b, c) = futures::join!(put("a"), put("b"), async { ann.delete(&path(&made)).await.status });
    for status in [a, b, c] {
        assert!([200, 204, 404, 409].contains(&status), "{status}");
    }
    assert!([a, b, c].iter().any(|status| *status < 300));
}
