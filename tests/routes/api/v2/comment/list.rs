//! `GET /api/v2/comment/`

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{PATH, comment, comments_on, reply, results, texts};
use crate::api::v2::post::{members, publish_text};
use crate::walks::there_and_back;

/// Writes comments with these texts, one after another.
async fn comments(app: &App, author: &TestUser, post: u64, texts: &[&str]) -> Vec<u64> {
    let mut ids = Vec::new();
    for text in texts {
        app.state.clock.advance(Duration::from_millis(2));
        ids.push(comment(author, post, text).await);
    }
    ids
}

/// All pages of a list, from `path` on.
async fn pages(app: &App, path: String) -> Vec<Vec<Value>> {
    let (mut pages, mut path) = (Vec::new(), path);
    loop {
        let page = app.get(&path).await.expect(200).json();
        let next = page["next"].as_str().map(|next| next.strip_prefix("http://kith.test").unwrap().to_owned());
        pages.push(results(page));
        match next {
            Some(next) => path = next,
            None => return pages,
        }
    }
}

#[tokio::test]
async fn comments_are_in_the_order_that_is_asked_for_on_every_page() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let post = publish_text(&author, "Talk").await;
    let all: Vec<String> = (0..23).map(|n| format!("{n}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    comments(&app, &author, post, &all).await;
    app.settle().await;
    let newest_first: Vec<&str> = all.iter().copied().rev().collect();
    for (ordering, expected) in
        [("", &all), ("added_at", &all), ("-added_at", &newest_first), ("connection", &newest_first)]
    {
        for limit in [1, 4, 20, 100] {
            let path = format!("{PATH}?post={post}&ordering={ordering}&limit={limit}");
            let pages = pages(&app, path).await;
            assert!(pages.iter().all(|page| page.len() <= limit), "{ordering} {limit}");
            assert_eq!(texts(&pages.concat()), *expected, "{ordering} {limit}");
        }
    }
    let page = app.get(&format!("{PATH}?post={post}&offset=20")).await.expect(200).json();
    assert_eq!((texts(&results(page.clone())), page["count"].as_u64()), (vec!["20", "21", "22"], Some(23)));
    let back = page["previous"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(texts(&results(app.get(back).await.expect(200).json())), all[..20]);
}

#[tokio::test]
async fn each_comment_has_the_newest_three_replies_and_the_list_of_replies_has_all() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Talk").await;
    let ids = comments(&app, &author, post, &["one", "two"]).await;
    let mut replies = Vec::new();
    for n in 0..5 {
        app.state.clock.advance(Duration::from_millis(2));
        replies.push(reply(&fan, post, ids[0], &format!("reply {n}")).await);
    }
    app.settle().await;
    let listed = comments_on(&author, post, "").await;
    assert_eq!(texts(&listed), ["one", "two"]);
    assert_eq!(texts(listed[0]["latest_comments"].as_array().unwrap()), ["reply 2", "reply 3", "reply 4"]);
    assert_eq!(json!([listed[0]["comment_count"], listed[1]["latest_comments"]]), json!([5, []]));
    assert_eq!(listed[0]["latest_comments"][0]["author"]["username"], "fan");
    let newest = comments_on(&author, post, &format!("&parent={}&ordering=-added_at&limit=2", ids[0])).await;
    assert_eq!(texts(&newest), ["reply 4", "reply 3"]);
    let all = pages(&app, format!("{PATH}?post={post}&parent={}&limit=2", ids[0])).await;
    assert_eq!(texts(&all.concat()), ["reply 0", "reply 1", "reply 2", "reply 3", "reply 4"]);
    // When the newest goes, an older one takes its place.
    fan.delete(&format!("{PATH}{}/", replies[3])).await.expect(204);
    app.settle().await;
    let listed = comments_on(&author, post, "").await;
    assert_eq!(texts(listed[0]["latest_comments"].as_array().unwrap()), ["reply 1", "reply 2", "reply 4"]);
    assert_eq!(listed[0]["comment_count"], 4);
}

#[tokio::test]
async fn comments_of_hidden_users_are_left_out() {
    let app = App::new().await;
    let [author, fan, noisy] = members(&app, ["author", "fan", "noisy"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&fan, post, "kept").await;
    comment(&noisy, post, "left out").await;
    reply(&noisy, post, top, "left out").await;
    reply(&fan, post, top, "kept").await;
    author.post(&noisy.path("hide/")).await.expect(201);
    app.settle().await;
    let listed = comments_on(&author, post, "").await;
    assert_eq!(texts(&listed), ["kept"]);
    assert_eq!(texts(listed[0]["latest_comments"].as_array().unwrap()), ["kept"]);
    assert_eq!(texts(&comments_on(&author, post, &format!("&parent={top}")).await), ["kept"]);
    assert_eq!(texts(&comments_on(&fan, post, "").await), ["kept", "left out"]);
    assert_eq!(texts(&comments_on(&app, post, "").await), ["kept", "left out"]);
}

#[tokio::test]
async fn comments_of_connections_come_first_on_a_page() {
    let app = App::new().await;
    let [author, reader, friend, followed] = members(&app, ["author", "reader", "friend", "followed"]).await;
    reader.post(&followed.path("follow/")).await.expect(201);
    reader.post(&friend.path("connection/request/")).await.expect(200);
    friend.post(&reader.path("connection/accept/")).await.expect(200);
    let post = publish_text(&author, "Talk").await;
    for (who, text) in [(&friend, "friend"), (&author, "first"), (&followed, "followed"), (&author, "last")] {
        comments(&app, who, post, &[text]).await;
    }
    app.settle().await;
    let order = comments_on(&reader, post, "&ordering=connection").await;
    assert_eq!(texts(&order), ["followed", "friend", "last", "first"]);
}

#[tokio::test]
async fn a_page_of_long_comments_is_bounded_in_bytes_and_loses_none() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let post = publish_text(&author, "Talk").await;
    let text = "\u{1f600}".repeat(2_000);
    for _ in 0..80 {
        app.state.clock.advance(Duration::from_millis(2));
        let top = comment(&author, post, &text).await;
        for _ in 0..3 {
            reply(&author, post, top, &text).await;
        }
    }
    app.settle().await;
    for ordering in ["added_at", "-added_at", "connection"] {
        let pages = there_and_back(&author, &format!("{PATH}?post={post}&limit=100&ordering={ordering}")).await;
        assert!(pages.len() > 1, "{ordering}");
        assert_eq!(pages.concat().len(), 80, "{ordering}");
    }
}

#[rstest]
#[case::nothing("", "post")]
#[case::both("?post=1&discussion=1", "discussion")]
#[case::no_id("?post=x", "post")]
#[case::parent("?post=1&parent=x", "parent")]
#[case::ordering("?post=1&ordering=id", "ordering")]
#[case::limit("?post=1&limit=x", "limit")]
#[case::offset("?post=1&offset=101", "offset")]
#[case::cursor("?post=1&cursor=%21", "cursor")]
#[tokio::test]
async fn bad_parameters_are_named(#[case] query: &str, #[case] field: &str) {
    let app = App::new().await;
    let answer = app.get(&format!("{PATH}{query}")).await.expect(400);
    assert_eq!(answer.invalid_fields(), [field]);
}

#[tokio::test]
async fn lists_of_unknown_posts_and_comments_are_not_found() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let (post, other) = (publish_text(&author, "One").await, publish_text(&author, "Two").await);
    let top = comment(&author, post, "Top").await;
    for query in [
        "post=1".to_owned(),
        format!("discussion={post}"),
        format!("post={post}&parent=1"),
        format!("post={other}&parent={top}"),
        format!("discussion={post}&parent={top}"),
    ] {
        app.get(&format!("{PATH}?{query}")).await.expect(404);
    }
    assert_eq!(comments_on(&app, other, "").await, [Value::Null; 0]);
}
