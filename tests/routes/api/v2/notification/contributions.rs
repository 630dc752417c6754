//! Results about contributions: one for each, which has the contribution itself.

use serde_json::{Value, json};
use tests::{Routes as _, TestUser};

use super::{early_in_an_hour, notifications, unseen};
use crate::api::v2::comment::{comment, reply};
use crate::api::v2::post::{members, publish_text};

/// Each result: its type, the name and id of its contribution, and the number of its notifications.
fn shape(page: &Value) -> Vec<(String, String, u64, usize)> {
    let shape = |result: &Value| {
        let name = ["discussion", "post", "comment"].into_iter().find(|name| result.get(name).is_some());
        let name = name.unwrap_or_else(|| panic!("{result}"));
        let aggregated = result["aggregated"].as_array().unwrap();
        let kind = aggregated[0]["type"].as_str().unwrap();
        assert_eq!(result[name]["type"], name);
        (kind.to_owned(), name.to_owned(), result[name]["id"].as_u64().unwrap(), aggregated.len())
    };
    let mut shapes: Vec<_> = page["results"].as_array().unwrap().iter().map(shape).collect();
    shapes.sort();
    shapes
}

async fn of(person: &TestUser) -> Vec<(String, String, u64, usize)> {
    shape(&notifications(person).await)
}

fn row(kind: &str, name: &str, id: u64, notifications: usize) -> (String, String, u64, usize) {
    (kind.to_owned(), name.to_owned(), id, notifications)
}

#[tokio::test]
async fn each_contribution_has_a_result_with_the_contribution_itself() {
    let app = early_in_an_hour().await;
    let [author, one, two] = members(&app, ["author", "one", "two"]).await;
    one.post(&author.path("follow/")).await.expect(201);
    app.settle().await;
    author.get("/api/v2/notification/").await.expect(200);
    let [first, second] = [publish_text(&author, "First").await, publish_text(&author, "Second").await];
    let top = comment(&one, first, "Top").await;
    comment(&two, first, "Another").await;
    comment(&two, second, "On the second").await;
    for person in [&author, &two] {
        reply(person, first, top, "A reply").await;
        person.post(&format!("/api/v2/comment/{top}/vote/")).await.expect(204);
    }
    for (person, post) in [(&one, first), (&two, first), (&one, second)] {
        person.post(&format!("/api/v2/post/{post}/vote/")).await.expect(204);
    }
    app.settle().await;
    let mut expected = vec![
        row("comment", "post", first, 2),
        row("comment", "post", second, 1),
        row("vote_up", "post", first, 2),
        row("vote_up", "post", second, 1),
    ];
    expected.sort();
    let page = notifications(&author).await;
    let results: Vec<Value> = page["results"].as_array().unwrap().clone();
    let about_posts = json!({"results": results.iter().filter(|r| r.get("post").is_some()).collect::<Vec<_>>()});
    assert_eq!(shape(&about_posts), expected);
    assert_eq!(page["collapsed"], "1 new follower, 3 votes, 3 new comments");
    // Replies are shown with the comment of the recipient, which is the post of neither.
    let mut expected = vec![
        row("contribution", "post", first, 1),
        row("contribution", "post", second, 1),
        row("nested_comment", "comment", top, 2),
        row("vote_up", "comment", top, 2),
    ];
    expected.sort();
    assert_eq!(of(&one).await, expected);
    // The `sid` of a result marks its notifications and no others.
    let about = |id: u64| results.iter().find(|r| r["post"]["id"] == id && r["aggregated"][0]["type"] == "comment");
    let before = unseen(&author).await.len();
    let sid = about(first).unwrap()["sid"].clone();
    author.post("/api/v2/notification/read/").json(&json!({"sids": [sid]})).await.expect(204);
    assert_eq!(unseen(&author).await.len(), before - 2);
    let is_new = |page: &Value| -> Vec<(u64, bool)> {
        let comments = page["results"].as_array().unwrap().iter().filter(|r| r["aggregated"][0]["type"] == "comment");
        comments.map(|r| (r["post"]["id"].as_u64().unwrap(), r["is_new"].as_bool().unwrap())).collect()
    };
    let mut read = is_new(&notifications(&author).await);
    read.sort_unstable();
    assert_eq!(read, [(first, false), (second, true)]);
}

#[tokio::test]
async fn a_page_ends_between_contributions_and_leaves_none_out() {
    let app = early_in_an_hour().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let mut posts = Vec::new();
    for n in 0..5 {
        let post = publish_text(&author, &format!("Post {n}")).await;
        fan.post(&format!("/api/v2/post/{post}/vote/")).await.expect(204);
        posts.push(post);
    }
    app.settle().await;
    let (mut path, mut found) = ("/api/v2/user/me/notifications/?limit=2".to_owned(), Vec::new());
    loop {
        let page = author.get(&path).await.expect(200).json();
        found.extend(shape(&page).into_iter().map(|row| row.2));
        let Some(next) = page["next_id"].as_u64() else { break };
        path = format!("/api/v2/user/me/notifications/?limit=2&next_id={next}");
    }
    found.sort_unstable();
    assert_eq!(found, posts);
}

#[tokio::test]
async fn a_reply_to_a_deleted_comment_is_shown_with_the_blank() {
    let app = early_in_an_hour().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Post").await;
    let top = comment(&fan, post, "Top").await;
    reply(&author, post, top, "A reply").await;
    app.settle().await;
    fan.delete(&format!("/api/v2/comment/{top}/")).await.expect(204);
    app.settle().await;
    let page = notifications(&fan).await;
    assert_eq!(shape(&page), [row("nested_comment", "comment", top, 1)]);
    assert_eq!(page["results"][0]["comment"]["deleted"], true);
}
