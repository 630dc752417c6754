//! `POST /api/v2/post/{id}/suspend/`, `GET /api/v2/post/{id}/suspended/`, `GET /api/v2/post/suspended/`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{members, publish_text, seen_by};
use crate::api::v2::comment::{comment, reply, results};

async fn suspended(person: &TestUser, post: u64) -> [Value; 2] {
    let status = person.get(&format!("/api/v2/post/{post}/suspended/")).await.expect(200).json();
    [status["suspended"].clone(), seen_by(person, post).await["suspended"].clone()]
}

async fn kinds(person: &TestUser) -> Vec<String> {
    let found = results(person.get("/api/v2/user/me/notifications/").await.expect(200).json());
    let mut kinds: Vec<String> = found
        .iter()
        .flat_map(|result| result["aggregated"].as_array().unwrap())
        .map(|one| one["type"].as_str().unwrap().to_owned())
        .collect();
    kinds.sort();
    kinds
}

#[tokio::test]
async fn a_suspended_post_causes_no_notifications_of_comments_votes_and_followers() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Post").await;
    let own = comment(&author, post, "Own").await;
    let act = async || {
        let top = comment(&fan, post, "Top").await;
        reply(&fan, post, own, "Reply").await;
        for path in [format!("post/{post}/vote/"), format!("comment/{own}/vote/"), format!("post/{post}/follow/")] {
            fan.post(&format!("/api/v2/{path}")).await.expect(204);
        }
        app.settle().await;
        top
    };
    let path = format!("/api/v2/post/{post}/suspend/");
    assert_eq!(suspended(&author, post).await, [false, false]);
    author.post(&path).await.expect(204);
    assert_eq!(suspended(&author, post).await, [true, true]);
    assert_eq!(suspended(&fan, post).await, [false, false]);
    act().await;
    assert_eq!(kinds(&author).await, [""; 0]);
    // A mention of the user is none of these.
    comment(&fan, post, &format!("<mention id=\"{}\">@author</mention>", author.id)).await;
    app.settle().await;
    assert_eq!(kinds(&author).await, ["mention"]);
    // A second call ends it. Votes and follows that are taken back and repeated notify again.
    author.post(&path).await.expect(204);
    assert_eq!(suspended(&author, post).await, [false, false]);
    for path in [format!("post/{post}/vote/"), format!("comment/{own}/vote/"), format!("post/{post}/follow/")] {
        fan.delete(&format!("/api/v2/{path}")).await.expect(204);
    }
    act().await;
    assert_eq!(kinds(&author).await, ["comment", "follow", "mention", "nested_comment", "vote_up", "vote_up"]);
    // The result has the state, by which a front end shows its button.
    author.put(&path).await.expect(204);
    let found = results(author.get("/api/v2/user/me/notifications/").await.expect(200).json());
    let about_post = found.iter().find(|result| result["aggregated"][0]["type"] == "comment").unwrap();
    assert_eq!(about_post["post"]["suspended"], true);
    app.get(&format!("/api/v2/post/{post}/suspended/")).await.expect(401);
    author.get(&format!("/api/v2/discussion/{post}/suspended/")).await.expect(404);
    author.post(&path.replace("post", "discussion")).await.expect(404);
}

#[tokio::test]
async fn lists_the_suspended_posts_of_a_kind_newest_first() {
    let app = App::new().await;
    let [author, reader] = members(&app, ["author", "reader"]).await;
    let mut posts = Vec::new();
    for n in 0..4 {
        app.state.clock.advance(Duration::from_millis(2));
        posts.insert(0, publish_text(&author, &format!("Post {n}")).await);
    }
    let discussion = author.post("/api/v2/discussion/").json(&json!({"title": "Title"})).await.expect(201).json();
    for post in &posts {
        reader.put(&format!("/api/v2/post/{post}/suspend/")).await.expect(204);
    }
    reader.put(&format!("/api/v2/discussion/{}/suspend/", discussion["id"])).await.expect(204);
    reader.delete(&format!("/api/v2/post/{}/suspend/", posts.remove(1))).await.expect(204);
    author.delete(&format!("/api/v2/post/{}/", posts.remove(2))).await.expect(204);
    app.settle().await;
    let page = reader.get("/api/v2/post/suspended/?limit=1").await.expect(200).json();
    assert_eq!((&page["count"], &page["results"][0]["id"]), (&json!(2), &json!(posts[0])));
    let next = page["next"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
    assert_eq!(reader.get(next).await.expect(200).json()["results"][0]["id"], posts[1]);
    let of_kind = results(reader.get("/api/v2/discussion/suspended/").await.expect(200).json());
    assert_eq!(of_kind.iter().map(|one| &one["id"]).collect::<Vec<_>>(), [&discussion["id"]]);
    assert!(results(author.get("/api/v2/post/suspended/").await.expect(200).json()).is_empty());
}
