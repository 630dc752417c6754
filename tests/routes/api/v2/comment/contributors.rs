//! `GET /api/v2/post/{id}/contributors/`, `GET /api/v2/post/uncommented/`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{App, Routes};

use super::{PATH, comment, reply};
use crate::api::v2::post::{members, publish_text};

async fn contributors(caller: &impl Routes, post: u64, params: &str) -> Value {
    caller.get(&format!("/api/v2/post/{post}/contributors/{params}")).await.expect(200).json()
}

fn names(page: &Value) -> Vec<&str> {
    page["results"].as_array().unwrap().iter().map(|user| user["username"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn lists_who_has_commented_once_each_and_the_newest_first() {
    let app = App::new().await;
    let [author, one, two, three] = members(&app, ["author", "one", "two", "three"]).await;
    let staff = app.staff("member-of-staff").await;
    let post = publish_text(&author, "Talk").await;
    assert_eq!(contributors(&app, post, "").await, json!({"count": 0, "next": null, "previous": null, "results": []}));
    let later = || app.state.clock.advance(Duration::from_millis(2));
    let top = comment(&one, post, "Top").await;
    later();
    let second = comment(&two, post, "Second").await;
    later();
    let nested = reply(&three, post, top, "Nested").await;
    later();
    comment(&one, post, "Again").await;
    let page = contributors(&app, post, "").await;
    assert_eq!((names(&page), &page["count"]), (vec!["one", "three", "two"], &json!(3)));
    // Page by page.
    let first = contributors(&app, post, "?limit=2").await;
    let next = first["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    let last = app.get(next).await.expect(200).json();
    assert_eq!([names(&first), names(&last)].concat(), ["one", "three", "two"]);
    assert_eq!(last["next"], Value::Null);
    // Without hidden users, and without deleted comments.
    author.post(&three.path("hide/")).await.expect(201);
    assert_eq!(names(&contributors(&author, post, "").await), ["one", "two"]);
    three.delete(&format!("{PATH}{nested}/")).await.expect(204);
    assert_eq!(names(&contributors(&app, post, "").await), ["one", "two"]);
    // A comment that becomes a blank, and one that is restored.
    reply(&author, post, second, "Nested").await;
    app.settle().await;
    two.delete(&format!("{PATH}{second}/")).await.expect(204);
    assert_eq!(names(&contributors(&app, post, "").await), ["author", "one"]);
    app.settle().await;
    staff.post(&format!("{PATH}{second}/restore/")).await.expect(204);
    assert_eq!(names(&contributors(&app, post, "").await), ["author", "one", "two"]);
    app.get(&format!("/api/v2/discussion/{post}/contributors/")).await.expect(404);
    let refused = app.get(&format!("/api/v2/post/{post}/contributors/?limit=x")).await.expect(400);
    assert_eq!(refused.invalid_fields(), ["limit"]);
}

#[tokio::test]
async fn lists_posts_without_comments() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let mut posts = Vec::new();
    for n in 0..6 {
        app.state.clock.advance(Duration::from_millis(2));
        posts.insert(0, publish_text(&author, &format!("Post {n}")).await);
    }
    author.post("/api/v2/discussion/").json(&json!({"title": "Title"})).await.expect(201);
    let gone = comment(&fan, posts[1], "Gone").await;
    comment(&fan, posts[2], "Stays").await;
    fan.delete(&format!("{PATH}{gone}/")).await.expect(204);
    app.settle().await;
    let (mut path, mut found) = ("/api/v2/post/uncommented/?limit=2".to_owned(), Vec::new());
    loop {
        let page = fan.get(&path).await.expect(200).json();
        assert_eq!(page["count"], 7);
        let results = page["results"].as_array().unwrap();
        assert!(results.iter().all(|post| post["comment_count"] == 0 && post["type"] == "post"), "{page}");
        found.extend(results.iter().map(|post| post["id"].as_u64().unwrap()));
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix("http://kith.test").unwrap().to_owned();
    }
    posts.remove(2);
    assert_eq!(found, posts);
    let page = app.get("/api/v2/discussion/uncommented/").await.expect(200).json();
    assert_eq!(page["results"].as_array().unwrap().len(), 1);
    fan.post(&author.path("hide/")).await.expect(201);
    let page = fan.get("/api/v2/post/uncommented/").await.expect(200).json();
    assert_eq!(page["results"], json!([]));
}
