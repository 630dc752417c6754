//! `POST /api/v2/media/upload/chunk/`, `POST /api/v2/media/upload/complete/`

use std::time::Duration;

use md5::{Digest as _, Md5};
use serde_json::{Value, json};
use tests::{App, Request, Routes as _, TestUser, pictures};

use super::{PATH, community, file, files, path};

const CHUNK: &str = "/api/v2/media/upload/chunk/";
const COMPLETE: &str = "/api/v2/media/upload/complete/";
/// The size of the chunks of the uploader in `@selfcommunity/react-ui`.
const SIZE: usize = 204_800;

fn chunk(user: &TestUser, upload: Option<&str>, (start, total): (usize, usize), content: &[u8]) -> Request {
    let range = format!("bytes {start}-{}/{total}", start + content.len() - 1);
    let fields: Vec<_> = upload.map(|id| ("upload_id", id)).into_iter().collect();
    user.post(CHUNK).multipart(&fields, &[("image", "blob", content)]).header("content-range", &range)
}

/// Uploads a file in chunks of a size, and returns the upload.
async fn upload(user: &TestUser, whole: &[u8], size: usize) -> String {
    let mut id: Option<String> = None;
    for (n, content) in whole.chunks(size).enumerate() {
        let sent = chunk(user, id.as_deref(), (n * size, whole.len()), content).await.expect(200).json();
        assert_eq!(sent["offset"], (n * size + content.len()).to_string());
        assert!(sent["expires"].is_string());
        id = Some(sent["upload_id"].as_str().unwrap().to_owned());
    }
    id.unwrap()
}

fn complete(user: &TestUser, upload: &str, digest: &str) -> Request {
    user.post(COMPLETE).multipart(&[("upload_id", upload), ("type", "image"), ("md5", digest)], &[])
}

fn md5(content: &[u8]) -> String {
    Md5::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A picture of more than a megabyte.
fn large() -> Vec<u8> {
    let mut picture = pictures::with_exif(&pictures::jpeg(2_000, 1_000), 1);
    picture.resize(1_100_000, 0);
    picture
}

/// The number of chunks that are stored.
async fn stored(app: &App, user: &TestUser, upload: &str) -> usize {
    let id = upload.parse::<u64>().unwrap().try_into().unwrap();
    let Some(upload) = app.state.store.media_uploads().get(user.id, id).await.unwrap() else { return 0 };
    app.state.media.join_chunks(&upload).await.unwrap().map_or(0, |_| upload.starts.len())
}

#[tokio::test]
async fn chunks_become_a_picture() {
    let app = community().await;
    let ann = app.user("ann").await;
    let whole = large();
    let id = upload(&ann, &whole, SIZE).await;
    assert_eq!(stored(&app, &ann, &id).await, 6);
    let media = complete(&ann, &id, &md5(&whole)).await.expect(201).json();
    assert_eq!(json!([media["id"].to_string(), media["image_width"], media["image_height"]]), json!([id, 1_200, 600]));
    let served = file(&app, &media["image"]).await.expect(200).bytes;
    assert!(!served.windows(18).any(|found| found == pictures::SECRET_LOCATION));
    // A repeated request returns the same media.
    assert_eq!(complete(&ann, &id, "").await.expect(201).json(), media);
    assert_eq!(ann.get(&path(&media)).await.expect(200).json(), media);
    app.settle().await;
    let post = ann.post("/api/v2/post/").json(&json!({"medias": [media["id"]]})).await.expect(201).json();
    assert_eq!(post["medias"][0]["image"], media["image"]);
    // An upload that is complete takes no more.
    chunk(&ann, Some(&id), (SIZE, whole.len()), &whole[SIZE..2 * SIZE]).await.expect(404);
}

#[tokio::test]
async fn a_small_file_is_one_chunk_with_or_without_a_range() {
    let app = community().await;
    let ann = app.user("ann").await;
    let picture = pictures::png(30, 20);
    let id = upload(&ann, &picture, SIZE).await;
    complete(&ann, &id, "").await.expect(201);
    let sent = ann.post(CHUNK).multipart(&[], &[("image", "blob", &picture)]).await.expect(200).json();
    let body = json!({"upload_id": sent["upload_id"]});
    ann.post(COMPLETE).json(&body).await.expect(201);
}

#[tokio::test]
async fn chunks_come_in_order_and_a_repeated_one_changes_nothing() {
    let app = community().await;
    let ann = app.user("ann").await;
    let whole = large();
    let total = whole.len();
    let part = |n: usize| &whole[n * SIZE..((n + 1) * SIZE).min(total)];
    chunk(&ann, None, (SIZE, total), part(1)).await.expect(400);
    let first = chunk(&ann, None, (0, total), part(0)).await.expect(200).json();
    let id = first["upload_id"].as_str().unwrap();
    let wrong = chunk(&ann, Some(id), (2 * SIZE, total), part(2)).await.expect(400);
    assert!(wrong.json().to_string().contains("wrong_offset"), "{wrong:?}");
    chunk(&ann, Some(id), (SIZE, total + 1), part(1)).await.expect(400);
    assert_eq!(chunk(&ann, Some(id), (0, total), part(0)).await.expect(200).json(), first);
    let second = chunk(&ann, Some(id), (SIZE, total), part(1)).await.expect(200).json();
    assert_eq!(second["offset"], (2 * SIZE).to_string());
    assert_eq!(chunk(&ann, Some(id), (SIZE, total), part(1)).await.expect(200).json(), second);
    let early = complete(&ann, id, "").await.expect(400);
    assert!(early.json().to_string().contains("incomplete"), "{early:?}");
    for n in 2..total.div_ceil(SIZE) {
        chunk(&ann, Some(id), (n * SIZE, total), part(n)).await.expect(200);
    }
    complete(&ann, id, &md5(&whole)).await.expect(201);
}

#[tokio::test]
async fn sizes_and_ranges_are_checked() {
    let app = community().await;
    let ann = app.user("ann").await;
    let content = vec![7; 100_000];
    let send = |range: &str, content: &[u8]| {
        ann.post(CHUNK).multipart(&[], &[("image", "blob", content)]).header("content-range", range)
    };
    for (range, code) in [
        ("bytes 0-99999/20971521", "too_large"),
        ("bytes 0-99998/200000", "wrong_size"),
        ("bytes 0-99999/99999", "invalid_content_range"),
        ("chunk 1", "invalid_content_range"),
    ] {
        let refused = send(range, &content).await.expect(400);
        assert!(refused.json().to_string().contains(code), "{range}: {refused:?}");
    }
    let small = send("bytes 0-65534/200000", &content[..65_535]).await.expect(400);
    assert!(small.json().to_string().contains("chunk_too_small"), "{small:?}");
    assert_eq!(ann.post(CHUNK).json(&json!({})).await.expect(400).invalid_fields(), ["image"]);
    send("bytes 0-99999/20971520", &content).await.expect(200);
}

#[tokio::test]
async fn an_upload_is_its_owners_alone_and_ends_after_an_hour() {
    let app = community().await;
    let (ann, ben) = (app.user("ann").await, app.user("ben").await);
    let picture = pictures::png(30, 20);
    let id = upload(&ann, &picture, SIZE).await;
    complete(&ben, &id, "").await.expect(404);
    chunk(&ben, Some(&id), (0, picture.len()), &picture).await.expect(404);
    app.post(COMPLETE).json(&json!({"upload_id": id})).await.expect(401);
    complete(&ann, "7", "").await.expect(404);
    app.state.clock.advance(Duration::from_secs(60 * 60));
    complete(&ann, &id, "").await.expect(404);
    chunk(&ann, Some(&id), (0, picture.len()), &picture).await.expect(404);
}

#[tokio::test]
async fn a_file_that_is_refused_is_deleted() {
    let app = community().await;
    let ann = app.user("ann").await;
    let picture = pictures::png(30, 20);
    let mut bomb = pictures::png_bomb(20_000, 20_000);
    bomb.truncate(2 << 20);
    for (bytes, digest, code) in [
        (picture.clone(), "0".repeat(32), "md5"),
        (b"no picture".to_vec(), String::new(), "invalid_image"),
        (bomb, String::new(), "too_many_pixels"),
    ] {
        let id = upload(&ann, &bytes, SIZE).await;
        let refused = complete(&ann, &id, &digest).await.expect(400);
        assert!(refused.json().to_string().contains(code), "{refused:?}");
        complete(&ann, &id, "").await.expect(404);
        app.settle().await;
        assert_eq!(stored(&app, &ann, &id).await, 0);
    }
    assert_eq!(files(&app, &ann).await, 0);
    let id = upload(&ann, &picture, SIZE).await;
    for wrong in [
        json!({"upload_id": id, "md5": "x"}),
        json!({"upload_id": id, "type": "doc"}),
        json!({}),
        json!({"upload_id": "x"}),
    ] {
        ann.post(COMPLETE).json(&wrong).await.expect(400);
    }
    complete(&ann, &id, &md5(&picture)).await.expect(201);
}

#[tokio::test]
async fn requests_that_complete_an_upload_at_once_make_one_media() {
    let app = community().await;
    let ann = app.user("ann").await;
    let id = upload(&ann, &pictures::png(30, 20), SIZE).await;
    let send = || async { complete(&ann, &id, "").await };
    let (a, b, c) = futures::join!(send(), send(), send());
    let mut made: Vec<Value> = Vec::new();
    for answer in [a, b, c] {
        assert!([201, 409].contains(&answer.status), "{answer:?}");
        made.extend((answer.status == 201).then(|| answer.json()));
    }
    assert!(!made.is_empty() && made.iter().all(|media| *media == made[0]), "{made:?}");
    file(&app, &made[0]["image"]).await.expect(200);
    assert_eq!(ann.get(&format!("{PATH}{id}/")).await.expect(200).json(), made[0]);
}
