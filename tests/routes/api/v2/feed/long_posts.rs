//! Feeds of posts that are together larger than a response can be.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use shared::domain::post::html::CLEAN_MAX;
use shared::domain::{Content, Id, Post, PostKind};
use shared::store::KeyClaim;
use tests::{App, Routes as _, TestUser};

use crate::api::v2::post::{members, publish_text};
use crate::walks::there_and_back;

/// Posts of the author.
const POSTS: usize = 100;

/// HTML of the largest size. Every other one has few words and many quotes, and so is in the post twice.
fn long_html(n: usize) -> String {
    let filler = if n.is_multiple_of(2) { "word " } else { "<img src=\"https://example.org/a.png\">" };
    format!("<p>{n} {}</p>", filler.repeat((CLEAN_MAX - 12) / filler.len()))
}

/// Publishes posts of an author, directly in the store. Returns their ids, newest first.
async fn publish_long_posts(app: &App, author: &TestUser) -> Vec<u64> {
    let mut ids = Vec::new();
    for n in 0..POSTS {
        app.state.clock.advance(Duration::from_millis(2));
        let content = Content { html: long_html(n), ..Content::default() };
        let post = Post::new(Id::generate(app.state.clock.now()), PostKind::Post, author.id, content);
        assert!(app.state.store.posts().publish(&post, &KeyClaim::none()).await.unwrap());
        ids.insert(0, post.id.get());
    }
    ids
}

fn ids(pages: &[Vec<Value>], of: fn(&Value) -> &Value) -> Vec<u64> {
    pages.concat().iter().map(|row| of(row)["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn pages_end_before_they_are_too_large_and_links_lead_to_every_post_once() {
    let app = App::new().await;
    let [author, reader] = members(&app, ["author", "reader"]).await;
    reader.post(&author.path("follow/")).await.expect(201);
    let published = publish_long_posts(&app, &author).await;
    app.settle().await;
    let of_user = there_and_back(&app, &format!("{}?limit=100", author.path("feed/"))).await;
    assert!(of_user.len() > 1, "one page has all posts");
    assert_eq!(ids(&of_user, |row| row), published);
    for path in ["/api/v2/feed/?limit=100", "/api/v2/feed/explore/?limit=100"] {
        let pages = there_and_back(&reader, path).await;
        assert!(pages.len() > 1, "{path}");
        assert_eq!(ids(&pages, |row| &row["post"]), published, "{path}");
    }
    // A smaller limit ends pages before the bytes run out.
    let page = reader.get("/api/v2/feed/?limit=7&offset=3").await.expect(200).json();
    assert_eq!((page["results"].as_array().unwrap().len(), &page["count"]), (7, &json!(POSTS)));
    assert_eq!(page["results"][0]["post"]["id"], published[3]);
}

/// The same page, whether its rows are serialised one by one or all at once.
#[rstest]
#[case(0)]
#[case(1)]
#[case(3)]
#[tokio::test]
async fn pages_are_json_of_any_number_of_rows(#[case] posts: usize) {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    for n in 0..posts {
        publish_text(&author, &format!("Post {n}")).await;
    }
    app.settle().await;
    let page = app.get(&author.path("feed/")).await.expect(200).json();
    let fields: Vec<_> = page.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, ["count", "next", "previous", "results"]);
    assert_eq!(page["results"].as_array().unwrap().len(), posts);
    assert_eq!((&page["count"], &page["next"], &page["previous"]), (&json!(posts), &json!(null), &json!(null)));
}
