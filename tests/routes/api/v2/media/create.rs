//! `POST /api/v2/media/`, `GET /api/v2/media/{id}/`

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::account::throttle::{Limit, Limits};
use shared::runtime::config::Config;
use tests::{App, Routes as _, config, pictures};

use super::{PATH, community, file, files, link, path, send};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn a_picture_is_encoded_anew_within_1200_pixels_with_a_thumbnail() {
    let app = community().await;
    let ann = app.user("ann").await;
    let made = send(&ann, &pictures::with_exif(&pictures::jpeg(3_000, 1_500), 6)).await.expect(201).json();
    let keys: Vec<_> = made.as_object().unwrap().keys().map(String::as_str).collect();
    let expected =
        "added_at embed id image image_height image_mimetype image_thumbnail image_width order title type url";
    assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
    // The camera was turned.
    assert_eq!(json!([made["type"], made["image_width"], made["image_height"]]), json!(["image", 1_200, 2_400]));
    assert_eq!(json!([made["embed"], made["url"], made["order"], made["title"]]), json!([null, null, 0, ""]));
    let thumbnail = &made["image_thumbnail"];
    assert_eq!(json!([thumbnail["width"], thumbnail["height"]]), json!([200, 400]));
    let color = thumbnail["color"].as_str().unwrap();
    assert!(color.len() == 7 && color.starts_with('#'), "{color}");
    for (url, size) in [(&made["image"], (1_200, 2_400)), (&thumbnail["url"], (200, 400))] {
        let served = file(&app, url).await.expect(200);
        assert_eq!(made["image_mimetype"], served.header("content-type"));
        assert_eq!(served.header("cache-control"), "public, max-age=31536000, immutable");
        let image = image::load_from_memory(&served.bytes).unwrap();
        assert_eq!((image.width(), image.height()), size);
        assert!(!served.bytes.windows(18).any(|found| found == pictures::SECRET_LOCATION));
    }
    assert_eq!(ann.get(&path(&made)).await.expect(200).json(), made);
}

#[tokio::test]
async fn a_link_is_kept_without_being_fetched() {
    let app = community().await;
    let ann = app.user("ann").await;
    let made = link(&ann, "https://www.Example.org/a b").await;
    let url = "https://www.example.org/a%20b";
    assert_eq!(
        json!([made["type"], made["url"], made["image"], made["image_thumbnail"]]),
        json!(["url", url, null, null])
    );
    let embed = &made["embed"];
    assert_eq!(json!([embed["embed_type"], embed["url"], embed["embed_id"]]), json!(["sc_link", url, made["id"]]));
    let metadata = json!({"url": url, "title": "example.org", "description": "", "images": []});
    assert_eq!(embed["metadata"], metadata);
    assert_eq!(ann.get(&path(&made)).await.expect(200).json(), made);
    let titled = ann.post(PATH).form(&[("url", "http://a.example/"), ("title", " News ")]).await.expect(201).json();
    assert_eq!(json!([titled["title"], titled["embed"]["metadata"]["title"]]), json!(["News", "News"]));
}

#[rstest]
#[case::nothing(json!({}), "image", "required")]
#[case::text(json!({"image": "https://example.org/a.png"}), "image", "invalid")]
#[case::no_url(json!({"type": "url"}), "url", "required")]
#[case::script(json!({"url": "javascript:alert(1)"}), "url", "invalid")]
#[case::credentials(json!({"url": "https://a:b@example.org/"}), "url", "invalid")]
#[case::long_url(json!({"url": format!("https://example.org/{}", "a".repeat(500))}), "url", "max_length")]
#[case::long_title(json!({"url": "https://example.org/", "title": "a".repeat(101)}), "title", "max_length")]
#[case::share(json!({"type": "share", "share_object": 7}), "type", "invalid_choice")]
#[tokio::test]
async fn what_is_no_media_is_refused(#[case] body: Value, #[case] field: &str, #[case] code: &str) {
    let app = community().await;
    let ann = app.user("ann").await;
    let refused = ann.post(PATH).json(&body).await.expect(400);
    assert_eq!(refused.invalid_fields()[0], field, "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.bytes).contains(code), "{refused:?}");
}

#[tokio::test]
async fn hostile_files_are_refused_and_nothing_is_left() {
    let app = community().await;
    let ann = app.user("ann").await;
    for (what, bytes) in pictures::hostile() {
        let refused = send(&ann, &bytes).await;
        assert_eq!(refused.status, 400, "{what}: {refused:?}");
        assert_eq!(refused.invalid_fields(), ["image"], "{what}");
    }
    assert_eq!(files(&app, &ann).await, 0);
    send(&ann, &vec![0; 5 * 1024 * 1024 + 1]).await.expect(400);
    send(&ann, &vec![0; 6 * 1024 * 1024]).await.expect(413);
}

#[tokio::test]
async fn media_are_known_to_their_owner_alone_and_for_a_day() {
    let app = community().await;
    let (ann, ben) = (app.user("ann").await, app.user("ben").await);
    let made = link(&ann, "https://example.org/").await;
    let path = path(&made);
    app.get(&path).await.expect(401);
    for by in [&ben, &app.superuser("root").await] {
        by.get(&path).await.expect(404);
        by.put(&path).json(&json!({"title": "x"})).await.expect(404);
        by.delete(&path).await.expect(404);
    }
    ann.get(&path).await.expect(200);
    app.state.clock.advance(DAY);
    ann.get(&path).await.expect(404);
    ann.put(&path).json(&json!({"title": "x"})).await.expect(404);
    ann.delete(&path).await.expect(404);
}

#[tokio::test]
async fn media_count_as_uploads_and_are_throttled() {
    let uploads = Limit { count: 3, window: Duration::from_secs(600) };
    let app = App::with(Config { limits: Some(Limits { uploads, ..Limits::default() }), ..config() }).await;
    let ann = app.user("ann").await;
    let made = link(&ann, "https://example.org/").await;
    send(&ann, b"no picture").await.expect(400);
    let picture = pictures::png(8, 8);
    let image = [("image", "a.png", &picture[..])];
    let chunk = || ann.post("/api/v2/media/upload/chunk/").multipart(&[], &image);
    chunk().await.expect(200);
    chunk().await.expect(429);
    send(&ann, &picture).await.expect(429);
    ann.post(PATH).json(&json!({"url": "https://example.org/"})).await.expect(429);
    ann.put(&path(&made)).json(&json!({"title": "Title"})).await.expect(200);
}
