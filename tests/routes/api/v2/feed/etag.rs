//! The `ETag` of the first page of `GET /api/v2/feed/`.

use std::time::Duration;

use tests::{App, Routes as _, TestResponse, TestUser};

use crate::api::v2::post::{members, publish_text};

const FEED: &str = "/api/v2/feed/";

/// Goes to the begin of the minute for which a tag of this reader is good.
fn begin_a_minute(app: &App, reader: &TestUser) {
    let now = app.state.clock.now().as_second() as u64 + reader.id.get() % 60;
    app.state.clock.advance(Duration::from_secs(60 - now % 60));
}

async fn named(reader: &TestUser, path: &str, tag: &str) -> TestResponse {
    reader.get(path).header("if-none-match", tag).await
}

#[tokio::test]
async fn a_page_is_not_sent_again_until_a_post_is_added_or_removed() {
    let app = App::new().await;
    let [reader, author] = members(&app, ["reader", "author"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    publish_text(&author, "one").await;
    app.settle().await;
    begin_a_minute(&app, &reader);
    let first = reader.get(FEED).await.expect(200);
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    // A browser must not revalidate by itself what changes without a new tag.
    assert_eq!(first.header("cache-control"), "no-store");
    let unchanged = named(&reader, FEED, &tag).await.expect(304);
    assert_eq!((unchanged.header("etag"), unchanged.body.len()), (&*tag, 0));
    assert_eq!((unchanged.cost.trips, unchanged.cost.rcu), (1, 1.5), "the auth state, and half a unit");
    let two = publish_text(&author, "two").await;
    app.settle().await;
    let second = named(&reader, FEED, &tag).await.expect(200);
    assert_ne!(second.header("etag"), tag);
    author.delete(&format!("/api/v2/post/{two}/")).await.expect(204);
    reader.post(&author.path("hide/")).await.expect(201);
    app.settle().await;
    let hidden = named(&reader, FEED, second.header("etag")).await.expect(200);
    assert_eq!(hidden.json()["results"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn a_tag_is_good_for_a_minute_for_its_reader_and_its_query() {
    let app = App::new().await;
    let [reader, other] = members(&app, ["reader", "other"]).await;
    begin_a_minute(&app, &reader);
    let tag = reader.get(FEED).await.expect(200).header("etag").to_owned();
    named(&reader, FEED, &tag).await.expect(304);
    for path in ["/api/v2/feed/?own=1", "/api/v2/feed/?limit=3", "/api/v2/feed/?voted=1", "/api/v2/feed/?offset=20"] {
        named(&reader, path, &tag).await.expect(200);
    }
    named(&other, FEED, &tag).await.expect(200);
    named(&reader, FEED, "*").await.expect(200);
    app.get(FEED).header("if-none-match", &tag).await.expect(401);
    // Own posts are looked up.
    let own = "/api/v2/feed/?own=1";
    let tag = reader.get(own).await.expect(200).header("etag").to_owned();
    named(&reader, own, &tag).await.expect(304);
    publish_text(&reader, "mine").await;
    named(&reader, own, &tag).await.expect(200);
    // Other pages have none.
    assert_eq!(reader.get("/api/v2/feed/?offset=20").await.expect(200).header("etag"), "");
    let tag = reader.get(FEED).await.expect(200).header("etag").to_owned();
    app.state.clock.advance(Duration::from_secs(60));
    named(&reader, FEED, &tag).await.expect(200);
}
