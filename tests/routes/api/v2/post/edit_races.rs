//! Edits of a poll that meet: each changes what it names, and nothing else.

use std::future::IntoFuture as _;

use rstest::rstest;
use serde_json::{Value, json};
use shared::store::MediaChange;
use tests::{App, Request, Routes as _, TestUser};

use super::{members, publish_poll, seen_by};

fn edit(author: &TestUser, post: u64, poll: &Value) -> Request {
    author.put(&format!("/api/v2/post/{post}/")).json(&json!({"poll": poll}))
}

/// An edit is read while the poll is open, another one is written, and then the first one is.
#[rstest]
#[case::question(json!({"title": "Really?"}))]
#[case::end(json!({"expiration_at": "2100-01-01T00:00:00Z"}))]
#[case::question_and_end(json!({"title": "Really?", "expiration_at": "2100-01-01T00:00:00Z"}))]
#[case::sent_back_open(json!({"title": "Really?", "closed": false}))]
#[tokio::test]
async fn an_edit_does_not_open_a_poll_that_was_closed_meanwhile(#[case] change: Value) {
    let app = App::new().await;
    let [author, voter] = members(&app, ["author", "voter"]).await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    let posts = app.state.store.posts();
    let before = posts.get(id.try_into().unwrap(), true).await.unwrap().expect("a post").post;
    let mut after = before.clone();
    let poll = after.content.poll.as_mut().expect("a poll");
    if let Some(title) = change["title"].as_str() {
        poll.title = title.to_owned();
    }
    if let Some(end) = change["expiration_at"].as_str() {
        poll.expiration_at = Some(end.parse().unwrap());
    }
    poll.modified = Some(app.state.clock.now());
    edit(&author, id, &json!({"closed": true})).await.expect(200);
    assert!(posts.edit(&before, &after, &MediaChange::default(), None).await.unwrap());
    let stored = seen_by(&author, id).await["poll"].clone();
    assert_eq!(stored["closed"], true);
    assert_eq!(stored["title"], change.get("title").cloned().unwrap_or(json!("Which?")));
    assert_eq!(stored["expiration_at"].is_string(), change.get("expiration_at").is_some());
    assert_eq!(stored["choices"].as_array().unwrap().len(), 2);
    let vote = json!({"choice": choices[0]});
    voter.post(&format!("/api/v2/post/{id}/poll/vote/")).json(&vote).await.expect(400);
    // The poll can be opened again, and then takes votes.
    let opened = edit(&author, id, &json!({"closed": false})).await.expect(200).json();
    assert_eq!(opened["poll"]["closed"], false);
    voter.post(&format!("/api/v2/post/{id}/poll/vote/")).json(&vote).await.expect(204);
}

#[tokio::test]
async fn concurrent_edits_of_different_settings_are_all_kept() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    for _ in 0..20 {
        let (id, _) = publish_poll(&author, false, 2).await;
        let title = edit(&author, id, &json!({"title": "Really?"}));
        let end = edit(&author, id, &json!({"expiration_at": "2100-01-01T00:00:00Z"}));
        let close = edit(&author, id, &json!({"closed": true}));
        let text = author.put(&format!("/api/v2/post/{id}/")).json(&json!({"text": "Edited"}));
        let calls = [title, end, close, text].map(|call| call.into_future());
        for answer in futures::future::join_all(calls).await {
            answer.expect(200);
        }
        let post = seen_by(&author, id).await;
        let poll = &post["poll"];
        assert_eq!(
            (&poll["title"], &poll["closed"], &post["html"]),
            (&json!("Really?"), &json!(true), &json!("Edited"))
        );
        assert_eq!(poll["expiration_at"], "2100-01-01T00:00:00.000Z");
    }
}

#[tokio::test]
async fn an_end_is_set_changed_and_removed() {
    let app = App::new().await;
    let [author] = members(&app, ["author"]).await;
    let (id, _) = publish_poll(&author, true, 3).await;
    let before = seen_by(&author, id).await;
    for (end, shown) in [
        (json!("2100-01-01T00:00:00Z"), json!("2100-01-01T00:00:00.000Z")),
        (json!("2200-01-01T00:00:00Z"), json!("2200-01-01T00:00:00.000Z")),
        (Value::Null, Value::Null),
        (json!(""), Value::Null),
    ] {
        edit(&author, id, &json!({"expiration_at": end})).await.expect(200);
        let mut poll = seen_by(&author, id).await["poll"].clone();
        assert_eq!(poll["expiration_at"], shown);
        for name in ["expiration_at", "modified_at"] {
            poll[name] = before["poll"][name].clone();
        }
        assert_eq!(poll, before["poll"]);
    }
}

/// Earlier versions stored the poll with the text of its post.
#[tokio::test]
async fn a_poll_of_an_earlier_version_takes_votes_and_edits() {
    let app = App::new().await;
    let [author, voter] = members(&app, ["author", "voter"]).await;
    let (id, choices) = publish_poll(&author, false, 2).await;
    let (rows, partition) = (app.rows(), format!("POST#{id}"));
    let mut poll = rows.get(&partition, "POST#POLL").await.expect("a poll");
    poll.as_object_mut().unwrap().retain(|name, _| !["PK", "SK", "kind"].contains(&name.as_str()));
    rows.change(&partition, "POST", json!({"poll": poll})).await;
    rows.delete(&partition, "POST#POLL").await;

    voter.put(&format!("/api/v2/post/{id}/poll/vote/")).json(&json!({"choice": choices[0]})).await.expect(204);
    app.settle().await;
    assert_eq!(seen_by(&voter, id).await["poll"]["choices"][0]["count_votes"], 1);
    let edited = edit(&author, id, &json!({"closed": true})).await.expect(200).json();
    assert_eq!((&edited["poll"]["closed"], &edited["poll"]["title"]), (&json!(true), &json!("Which?")));
    assert!(rows.get(&partition, "POST").await.unwrap().get("poll").is_none());
    voter.put(&format!("/api/v2/post/{id}/poll/vote/")).json(&json!({"choice": choices[1]})).await.expect(400);
    edit(&author, id, &json!({"closed": false})).await.expect(200);
    author.delete(&format!("/api/v2/post/{id}/")).await.expect(204);
    app.settle().await;
    assert!(rows.get(&partition, "POST#POLL").await.is_none());
}
