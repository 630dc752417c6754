//! Notifications about posts: `contribution`, `vote_up` and `follow`.

use std::time::Duration;

use rstest::rstest;
use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use crate::api::v2::post::{members, publish_text};

/// A user's notifications of one kind, newest first.
async fn notifications_of(person: &TestUser, kind: &str) -> Vec<Value> {
    let page = person.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let results =
        page["results"].as_array().unwrap().iter().flat_map(|result| result["aggregated"].as_array().unwrap());
    results.filter(|one| one["type"] == kind).cloned().collect()
}

async fn unseen(person: &TestUser) -> u64 {
    person.get("/api/v2/notification/unseen/count/").await.expect(200).json()["count"].as_u64().unwrap()
}

#[tokio::test]
async fn followers_and_connections_are_notified_once_of_a_contribution() {
    let app = App::new().await;
    let [author, fan, friend, stranger, hider] = members(&app, ["author", "fan", "friend", "stranger", "hider"]).await;
    for reader in [&fan, &friend, &hider] {
        reader.post(&author.path("follow/")).await.expect(201);
    }
    friend.post(&author.path("connection/request/")).await.expect(200);
    author.post(&friend.path("connection/accept/")).await.expect(200);
    hider.post(&author.path("hide/")).await.expect(201);
    app.settle().await;
    app.state.clock.advance(Duration::from_secs(2));
    let body = json!({"title": "Summits", "text": "High"});
    let id = author.post("/api/v2/discussion/").json(&body).await.expect(201).json()["id"].clone();
    app.settle().await;
    for reader in [&fan, &friend] {
        let notifications = notifications_of(reader, "contribution").await;
        assert_eq!(notifications.len(), 1);
        assert_eq!(
            json!([notifications[0]["discussion"]["id"], notifications[0]["user"]["id"]]),
            json!([id, author.id])
        );
        assert_eq!(notifications[0]["discussion"]["author"]["id"], author.id.get());
        assert_eq!(notifications[0].get("post"), None);
    }
    for other in [&stranger, &hider, &author] {
        assert_eq!(notifications_of(other, "contribution").await, [Value::Null; 0]);
    }
    // The post is deleted before the notification is seen.
    let before = unseen(&fan).await;
    author.delete(&format!("/api/v2/discussion/{id}/")).await.expect(204);
    app.settle().await;
    assert_eq!(unseen(&fan).await, before - 1);
    assert_eq!(notifications_of(&fan, "contribution").await, [Value::Null; 0]);
}

#[rstest]
#[case::vote("vote", "vote_up")]
#[case::follow("follow", "follow")]
#[tokio::test]
async fn votes_for_a_post_and_follows_of_it_notify_the_author(#[case] toggle: &str, #[case] kind: &str) {
    let app = App::new().await;
    let [author, fan, hidden] = members(&app, ["author", "fan", "hidden"]).await;
    author.post(&hidden.path("hide/")).await.expect(201);
    let id = publish_text(&author, "Like me").await;
    let path = format!("/api/v2/post/{id}/{toggle}/");
    for person in [&author, &fan, &hidden] {
        person.post(&path).await.expect(204);
    }
    app.settle().await;
    let of_fan = notifications_of(&author, kind).await;
    assert_eq!(of_fan.len(), 1);
    assert_eq!(json!([of_fan[0]["post"]["id"], of_fan[0]["user"]["id"]]), json!([id, fan.id]));
    assert_eq!(unseen(&author).await, 1);
    // Undone before it is seen: the notification goes.
    fan.post(&path).await.expect(204);
    app.settle().await;
    assert_eq!((notifications_of(&author, kind).await.len(), unseen(&author).await), (0, 0));
    // Undone after it was seen: the notification stays.
    fan.post(&path).await.expect(204);
    app.settle().await;
    author.get("/api/v2/notification/").await.expect(200);
    fan.post(&path).await.expect(204);
    app.settle().await;
    assert_eq!((notifications_of(&author, kind).await.len(), unseen(&author).await), (1, 0));
}

#[tokio::test]
async fn a_vote_that_is_undone_at_once_notifies_no_one() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let id = publish_text(&author, "Like me").await;
    for _ in 0..2 {
        fan.post(&format!("/api/v2/post/{id}/vote/")).await.expect(204);
    }
    app.settle().await;
    assert_eq!(unseen(&author).await, 0);
    // Deleting the post takes the notifications about it away.
    fan.post(&format!("/api/v2/post/{id}/vote/")).await.expect(204);
    app.settle().await;
    assert_eq!(unseen(&author).await, 1);
    author.delete(&format!("/api/v2/post/{id}/")).await.expect(204);
    app.settle().await;
    assert_eq!(unseen(&author).await, 0);
}
