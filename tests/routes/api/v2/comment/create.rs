//! `POST /api/v2/comment/`

use std::future::IntoFuture;

use futures::future::join_all;
use serde_json::{Value, json};
use tests::{App, Routes as _};

use super::{PATH, comment, comments_on, reply, texts};
use crate::api::v2::post::{members, publish_text, seen_by};

#[tokio::test]
async fn a_comment_and_a_reply_have_the_documented_fields() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let title = json!({"title": "Summits"});
    let discussion = author.post("/api/v2/discussion/").json(&title).await.expect(201).json()["id"].clone();
    let body = json!({"discussion": discussion, "parent": null, "text": "<b>High</b><script>x()</script>"});
    let top = fan.post(PATH).json(&body).await.expect(201).json();
    assert_eq!(
        json!([top["type"], top["discussion"], top["parent"], top["in_reply_to"], top["author"]["username"]]),
        json!(["comment", discussion, null, null, "fan"])
    );
    assert_eq!(top.get("post"), None);
    for (field, value) in [
        ("html", json!("<b>High</b>")),
        ("text", json!("<b>High</b>")),
        ("summary", json!("High")),
        ("summary_html", json!("<b>High</b>")),
        ("summary_truncated", json!(false)),
        ("deleted", json!(false)),
        ("collapsed", json!(false)),
        ("voted", json!(false)),
        ("vote_count", json!(0)),
        ("flag_count", json!(0)),
        ("comment_count", json!(0)),
        ("latest_comments", json!([])),
        ("reactions_count", json!([])),
        ("reaction", Value::Null),
    ] {
        assert_eq!(top[field], value, "{field}");
    }
    // A form, with a parent as text.
    let (discussion, parent) = (discussion.to_string(), top["id"].to_string());
    let form = [("discussion", discussion.as_str()), ("parent", &parent), ("in_reply_to", &parent), ("text", "Low")];
    let low = author.post(PATH).form(&form).await.expect(201).json();
    assert_eq!(json!([low["parent"], low["in_reply_to"], low["html"]]), json!([top["id"], top["id"], "Low"]));
    assert_eq!(low.get("latest_comments"), None);
    app.settle().await;
    let stored = author.get(&format!("{PATH}{parent}/")).await.expect(200).json();
    assert_eq!(json!([stored["comment_count"], stored["latest_comments"]]), json!([1, [low]]));
    let post = app.get(&format!("/api/v2/discussion/{discussion}/")).await.expect(200).json();
    assert_eq!(post["comment_count"], 2);
}

#[tokio::test]
async fn bad_fields_are_named_and_nothing_is_written() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let (post, other) = (publish_text(&author, "One").await, publish_text(&author, "Two").await);
    let top = comment(&author, post, "Top").await;
    let nested = reply(&author, post, top, "Nested").await;
    let second = comment(&author, post, "Second").await;
    for (body, fields) in [
        (json!({}), &["post", "text"][..]),
        (json!({"text": "x"}), &["post"]),
        (json!({"post": post}), &["text"]),
        (json!({"post": post, "text": null}), &["text"]),
        (json!({"post": post, "text": ""}), &["text"]),
        (json!({"post": post, "text": "  <p> </p> "}), &["text"]),
        (json!({"post": post, "text": ["x"]}), &["text"]),
        (json!({"post": post, "text": "x".repeat(5_001)}), &["text"]),
        (json!({"post": post, "text": "\u{1f600}".repeat(3_000)}), &["text"]),
        (json!({"post": post, "text": "<b>".repeat(501)}), &["text"]),
        (json!({"post": post, "discussion": post, "text": "x"}), &["discussion"]),
        (json!({"post": "no id", "text": "x"}), &["post"]),
        (json!({"post": -1, "text": "x"}), &["post"]),
        (json!({"post": 1, "text": "x"}), &["post"]),
        (json!({"discussion": post, "text": "x"}), &["discussion"]),
        (json!({"post": author.id, "text": "x"}), &["post"]),
        (json!({"post": post, "parent": "x", "text": "x"}), &["parent"]),
        (json!({"post": post, "parent": 1, "text": "x"}), &["parent"]),
        (json!({"post": post, "parent": nested, "text": "x"}), &["parent"]),
        (json!({"post": other, "parent": top, "text": "x"}), &["parent"]),
        (json!({"post": post, "in_reply_to": nested, "text": "x"}), &["in_reply_to"]),
        (json!({"post": post, "parent": second, "in_reply_to": nested, "text": "x"}), &["in_reply_to"]),
        (json!({"post": post, "parent": top, "in_reply_to": second, "text": "x"}), &["in_reply_to"]),
    ] {
        let answer = author.post(PATH).json(&body).await.expect(400);
        let mut invalid = answer.invalid_fields();
        invalid.dedup();
        assert!(
            !invalid.is_empty() && fields.iter().all(|field| invalid.iter().any(|one| one == field)),
            "{body} {answer:?}"
        );
    }
    author.post(PATH).body("application/json", "[1").await.expect(400);
    author.post(PATH).body("text/plain", "x").await.expect(415);
    app.post(PATH).json(&json!({})).await.expect(401);
    app.settle().await;
    assert_eq!(texts(&comments_on(&app, post, "").await), ["Top", "Second"]);
    assert_eq!(seen_by(&app, post).await["comment_count"], 3);
    assert_eq!(seen_by(&app, other).await["comment_count"], 0);
}

#[tokio::test]
async fn comments_at_the_same_time_are_all_kept_and_counted() {
    let app = App::new().await;
    let [author, a, b] = members(&app, ["author", "a", "b"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&author, post, "Top").await;
    let bodies = (0..40).map(|n| {
        let body = if n % 2 == 0 {
            json!({"post": post, "text": "x"})
        } else {
            json!({"post": post, "parent": top, "text": "x"})
        };
        if n % 3 == 0 { a.post(PATH).json(&body) } else { b.post(PATH).json(&body) }
    });
    for answer in join_all(bodies.map(IntoFuture::into_future)).await {
        answer.expect(201);
    }
    app.settle().await;
    assert_eq!(seen_by(&app, post).await["comment_count"], 41);
    let page = app.get(&format!("{PATH}?post={post}&limit=100")).await.expect(200).json();
    assert_eq!(json!([page["count"], page["results"].as_array().unwrap().len()]), json!([21, 21]));
    let page = app.get(&format!("{PATH}?post={post}&parent={top}&limit=100")).await.expect(200).json();
    assert_eq!(json!([page["count"], page["results"].as_array().unwrap().len()]), json!([20, 20]));
}
