//! `POST /api/v2/user/avatar/upload/`, and originals that are sent to the address it returns.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::media::Original;
use tests::{App, Routes as _, TestResponse, TestUser, pictures};

use super::{PATH, assert_consistent, file, fill, list, send};

/// An upload address for a file of these bytes.
async fn address(person: &TestUser, bytes: &[u8]) -> Value {
    person.post(&format!("{PATH}upload/")).json(&json!({"size": bytes.len()})).await.expect(201).json()
}

async fn put(app: &App, url: &str, bytes: &[u8]) -> TestResponse {
    let path = url.strip_prefix("http://kith.test").unwrap_or_else(|| panic!("{url}"));
    // A browser sends the file without credentials; the address is enough.
    app.put(path).body("image/jpeg", bytes.to_vec()).header("content-length", &bytes.len().to_string()).await
}

#[tokio::test]
async fn a_file_sent_to_the_address_becomes_an_avatar() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    // Larger than a file in a request may be.
    let mut picture = pictures::with_exif(&pictures::jpeg(3_000, 2_000), 6);
    picture.resize(8 << 20, 0);
    let upload = address(&alice, &picture).await;
    let keys: Vec<_> = upload.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["expires", "headers", "id", "url"]);
    assert_eq!(upload["headers"], json!({}));
    put(&app, upload["url"].as_str().unwrap(), &picture).await.expect(200);
    let avatars = list(&alice).await;
    assert_eq!(avatars.len(), 1);
    assert_eq!((&avatars[0]["id"], &avatars[0]["primary"]), (&upload["id"], &json!(true)));
    let served = file(&app, &avatars[0]["avatar"]).await.expect(200).bytes;
    let image = image::load_from_memory(&served).unwrap();
    assert_eq!((image.width(), image.height()), (512, 512));
    assert!(!served.windows(18).any(|found| found == pictures::SECRET_LOCATION));
    assert_consistent(&app, &alice).await;
}

#[tokio::test]
async fn a_processed_original_is_deleted_and_repeated_events_change_nothing() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let first = pictures::png(30, 30);
    let mut other = pictures::png(31, 30);
    // A signed address is for files of one size.
    other.resize(first.len(), 0);
    let upload = address(&alice, &first).await;
    let url = upload["url"].as_str().unwrap();
    put(&app, url, &first).await.expect(200);
    let before = list(&alice).await;
    let original = Original { owner: alice.id, id: upload["id"].as_u64().unwrap().try_into().unwrap() };
    assert!(app.state.media.original(original).await.unwrap().is_none());
    let state = app.acting_as("media");
    let originals = media::Originals::new(state.store, state.media);
    originals.process(original).await.unwrap();
    // The same picture again, and then another one at the same address.
    for picture in [first, other] {
        put(&app, url, &picture).await.expect(200);
        assert!(app.state.media.original(original).await.unwrap().is_none());
    }
    assert_eq!(list(&alice).await, before);
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap().len(), 1);
    file(&app, &before[0]["avatar"]).await.expect(200);
}

#[tokio::test]
async fn concurrent_events_for_one_original_make_one_avatar() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for _ in 0..5 {
        let picture = pictures::png(30, 30);
        let upload = address(&alice, &picture).await;
        let original = Original { owner: alice.id, id: upload["id"].as_u64().unwrap().try_into().unwrap() };
        app.state.media.keep_original(original, picture).await.unwrap();
        let state = app.acting_as("media");
        let originals = media::Originals::new(state.store, state.media);
        let (a, b) = futures::join!(originals.process(original), originals.process(original));
        a.and(b).unwrap();
        assert!(app.state.media.original(original).await.unwrap().is_none());
    }
    let avatars = list(&alice).await;
    assert_eq!(avatars.len(), 5);
    for avatar in &avatars {
        file(&app, &avatar["avatar"]).await.expect(200);
    }
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap().len(), 5);
}

#[tokio::test]
async fn an_original_that_fails_the_checks_is_deleted_and_makes_no_avatar() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (what, bytes) in pictures::hostile().into_iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let upload = address(&alice, &bytes).await;
        // Like a bucket, the address accepts any content.
        put(&app, upload["url"].as_str().unwrap(), &bytes).await.expect(200);
        assert!(list(&alice).await.is_empty(), "{what}");
        let original = Original { owner: alice.id, id: upload["id"].as_u64().unwrap().try_into().unwrap() };
        assert!(app.state.media.original(original).await.unwrap().is_none(), "{what}");
    }
    assert_eq!(app.state.media.names_of(alice.id).await.unwrap(), []);
}

/// Current phones take photos of 48 and 50 megapixels.
#[tokio::test]
async fn an_original_may_have_64_megapixels() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for (width, height, expected) in [(8_001, 8_000, 0), (8_000, 8_000, 1)] {
        let picture = pictures::png_bomb(width, height);
        let upload = address(&alice, &picture).await;
        put(&app, upload["url"].as_str().unwrap(), &picture).await.expect(200);
        assert_eq!(list(&alice).await.len(), expected, "{width} x {height}");
    }
    // In a request the limit is lower.
    send(&alice, &pictures::png_bomb(8_001, 5_000)).await.expect(400);
}

#[tokio::test]
async fn an_original_that_is_too_large_is_not_read() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let mut picture = pictures::jpeg(64, 64);
    picture.resize(20 << 20, 0);
    let upload = address(&alice, &picture).await;
    // No address takes so much. Whatever comes into the bucket on another way is not read.
    picture.push(0);
    put(&app, upload["url"].as_str().unwrap(), &picture).await.expect(403);
    let original = Original { owner: alice.id, id: upload["id"].as_u64().unwrap().try_into().unwrap() };
    app.state.media.keep_original(original, picture.clone()).await.unwrap();
    let state = app.acting_as("media");
    let originals = media::Originals::new(state.store, state.media);
    originals.process(original).await.unwrap();
    assert!(list(&alice).await.is_empty());
    assert!(app.state.media.original(original).await.unwrap().is_none());
    picture.truncate(20 << 20);
    put(&app, upload["url"].as_str().unwrap(), &picture).await.expect(200);
    assert_eq!(list(&alice).await.len(), 1);
}

#[tokio::test]
async fn an_original_beyond_the_limit_or_of_a_deleted_user_makes_no_avatar() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let picture = pictures::png(30, 30);
    let upload = address(&alice, &picture).await;
    fill(&app, &alice, 20).await;
    put(&app, upload["url"].as_str().unwrap(), &picture).await.expect(200);
    assert_eq!(list(&alice).await.len(), 20);
    let upload = address(&bob, &picture).await;
    bob.delete(&bob.path("?hard=1")).await.expect(204);
    put(&app, upload["url"].as_str().unwrap(), &picture).await.expect(200);
    assert_eq!(app.state.store.avatars().get(bob.id).await.unwrap(), Default::default());
    for person in [&alice, &bob] {
        assert_eq!(app.state.media.names_of(person.id).await.unwrap(), []);
    }
}

#[tokio::test]
async fn an_address_is_valid_for_one_original_and_fifteen_minutes() {
    let app = App::new().await;
    let [alice, bob] = [app.register("alice").await, app.register("bob").await];
    let picture = pictures::png(30, 30);
    let (own, other) = (address(&alice, &picture).await, address(&bob, &picture).await);
    let url = own["url"].as_str().unwrap();
    let (path, query) = url.split_once('?').unwrap();
    let other_path = other["url"].as_str().unwrap().split_once('?').unwrap().0;
    let later = query.replacen("expires=1", "expires=2", 1);
    assert_ne!(later, query);
    let forged = [
        path.to_owned(),
        format!("{other_path}?{query}"),
        format!("{path}?{later}"),
        format!("{path}?{}", query.split_once('&').unwrap().0),
        format!("{path}?{}", query.split_once('&').unwrap().1),
        format!("{}?{query}", path.replace(&alice.id.to_string(), &bob.id.to_string())),
        format!("{}A", &url[..url.len() - 1]),
        format!("{path}?expires=99999999999&signature="),
        format!("{path}?expires=99999999999&signature=%FF"),
    ];
    // The genuine signature may itself end in `A`; that URL is skipped.
    for url in forged.iter().filter(|forged| *forged != url) {
        let answer = put(&app, url, &picture).await;
        assert!(answer.status == 403, "{url}: {answer:?}");
    }
    for path in ["x/1", "1/x", "01/1", "1/-1", "1/1.5", "%2e%2e/1"] {
        put(&app, &format!("http://kith.test/media/originals/{path}/?{query}"), &picture).await.expect(404);
    }
    assert!(list(&alice).await.is_empty() && list(&bob).await.is_empty());
    app.state.clock.advance(Duration::from_secs(15 * 60 - 5));
    put(&app, url, &picture).await.expect(200);
    app.state.clock.advance(Duration::from_secs(10));
    put(&app, url, &picture).await.expect(403);
}

#[tokio::test]
async fn an_address_takes_a_file_of_the_signed_size_only() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    let picture = pictures::png(30, 30);
    let upload = address(&alice, &picture).await;
    let url = upload["url"].as_str().unwrap();
    let longer = [&picture[..], b"0"].concat();
    for other in [&longer[..], &picture[1..], b""] {
        put(&app, url, other).await.expect(403);
    }
    // Without a length, as a chunked body.
    let path = url.strip_prefix("http://kith.test").unwrap();
    app.put(path).body("image/png", picture.clone()).await.expect(403);
    assert!(list(&alice).await.is_empty());
    put(&app, url, &picture).await.expect(200);
    assert_eq!(list(&alice).await.len(), 1);
}

#[rstest]
#[case(json!({}), "required")]
#[case(json!({"size": null}), "invalid")]
#[case(json!({"size": ""}), "invalid")]
#[case(json!({"size": "large"}), "invalid")]
#[case(json!({"size": true}), "invalid")]
#[case(json!({"size": [1]}), "invalid")]
#[case(json!({"size": 1.5}), "invalid")]
#[case(json!({"size": "NaN"}), "out_of_range")]
#[case(json!({"size": 0}), "out_of_range")]
#[case(json!({"size": -1}), "out_of_range")]
#[case(json!({"size": (20 << 20) + 1}), "out_of_range")]
#[case(json!({"size": 1e300}), "out_of_range")]
#[tokio::test]
async fn rejects_a_bad_size(#[case] body: Value, #[case] code: &str) {
    let app = App::new().await;
    let refused = app.register("alice").await.post(&format!("{PATH}upload/")).json(&body).await.expect(400).json();
    let error = &refused["errors"][0];
    assert_eq!((&error["field"], &error["messages"][0]["code"]), (&json!("size"), &json!(code)));
}

#[tokio::test]
async fn takes_the_size_as_a_number_or_text_up_to_20_mb() {
    let app = App::new().await;
    let alice = app.register("alice").await;
    for size in [json!(1), json!(20 << 20), json!("1000"), json!(1000.0)] {
        alice.post(&format!("{PATH}upload/")).json(&json!({"size": size})).await.expect(201);
    }
    alice.post(&format!("{PATH}upload/")).form(&[("size", "1000")]).await.expect(201);
}

#[tokio::test]
async fn requires_credentials() {
    App::new().await.post(&format!("{PATH}upload/")).await.expect(401);
}
