//! Notifications about comments: `comment`, `nested_comment` and `vote_up`.

use serde_json::{Value, json};
use tests::{App, Routes as _, TestUser};

use super::{PATH, comment, reply};
use crate::api::v2::post::{members, publish_text};

async fn notifications_of(person: &TestUser) -> Vec<Value> {
    let page = person.get("/api/v2/user/me/notifications/").await.expect(200).json();
    page["results"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|result| result["aggregated"].as_array().unwrap())
        .cloned()
        .collect()
}

async fn unseen(person: &TestUser) -> u64 {
    person.get("/api/v2/notification/unseen/count/").await.expect(200).json()["count"].as_u64().unwrap()
}

#[tokio::test]
async fn the_authors_of_the_post_and_of_the_parent_are_notified() {
    let app = App::new().await;
    let [author, fan, third, hidden] = members(&app, ["author", "fan", "third", "hidden"]).await;
    for person in [&author, &fan] {
        person.post(&hidden.path("hide/")).await.expect(201);
    }
    let post = publish_text(&author, "Talk").await;
    let top = comment(&fan, post, "Top").await;
    let nested = reply(&third, post, top, "Nested").await;
    // Not from hidden users, and not of one's own.
    comment(&hidden, post, "Hidden").await;
    reply(&hidden, post, top, "Hidden").await;
    comment(&author, post, "Own").await;
    reply(&fan, post, top, "Own").await;
    app.settle().await;
    for (person, kind, id, by) in [(&author, "comment", top, &fan), (&fan, "nested_comment", nested, &third)] {
        let notified = notifications_of(person).await;
        assert_eq!(notified.len(), 1, "{notified:?}");
        let one = &notified[0];
        assert_eq!(
            json!([
                one["type"],
                one["comment"]["id"],
                one["comment"]["post"],
                one["user"]["id"],
                one["comment"]["author"]["id"]
            ]),
            json!([kind, id, post, by.id, by.id])
        );
        assert_eq!(unseen(person).await, 1);
    }
    let page = author.get("/api/v2/user/me/notifications/").await.expect(200).json();
    assert_eq!(page["collapsed"], "1 new comment");
    for person in [&third, &hidden] {
        assert_eq!(unseen(person).await, 0);
    }
}

#[tokio::test]
async fn a_notification_goes_with_its_comment() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let staff = app.staff("member-of-staff").await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&fan, post, "Top").await;
    let path = format!("{PATH}{top}/");
    reply(&author, post, top, "Reply").await;
    app.settle().await;
    assert_eq!((unseen(&author).await, unseen(&fan).await), (1, 1));
    fan.delete(&path).await.expect(204);
    app.settle().await;
    assert_eq!((unseen(&author).await, notifications_of(&author).await.len()), (0, 0));
    staff.post(&format!("{path}restore/")).await.expect(204);
    app.settle().await;
    assert_eq!((unseen(&author).await, notifications_of(&author).await.len()), (1, 1));
    // One that was seen is left out while its comment is deleted.
    author.get("/api/v2/notification/").await.expect(200);
    fan.delete(&path).await.expect(204);
    app.settle().await;
    assert_eq!(notifications_of(&author).await, [Value::Null; 0]);
    author.delete(&format!("/api/v2/post/{post}/")).await.expect(204);
    app.settle().await;
    assert_eq!((unseen(&fan).await, notifications_of(&fan).await.len()), (0, 0));
}

#[tokio::test]
async fn a_comment_that_is_deleted_at_once_notifies_no_one() {
    let app = App::new().await;
    let [author, fan] = members(&app, ["author", "fan"]).await;
    let post = publish_text(&author, "Talk").await;
    let top = comment(&fan, post, "Top").await;
    fan.delete(&format!("{PATH}{top}/")).await.expect(204);
    app.settle().await;
    assert_eq!(unseen(&author).await, 0);
}

/// A deleted comment with replies can be restored, and keeps its votes. Their notifications lead nowhere meanwhile.
#[tokio::test]
async fn the_notification_of_a_vote_goes_with_the_comment() {
    let app = App::new().await;
    let [author, fan, late] = members(&app, ["author", "fan", "late"]).await;
    let post = publish_text(&author, "Talk").await;
    let [top, kept] = [comment(&author, post, "Top").await, comment(&author, post, "Kept").await];
    reply(&author, post, top, "Reply").await;
    for (person, voted) in [(&fan, top), (&fan, kept), (&late, top)] {
        person.post(&format!("{PATH}{voted}/vote/")).await.expect(204);
    }
    app.settle().await;
    assert_eq!(unseen(&author).await, 3);
    author.delete(&format!("{PATH}{top}/")).await.expect(204);
    app.settle().await;
    assert_eq!((unseen(&author).await, notifications_of(&author).await.len()), (1, 1));

    // The deletion comes before the event of a vote.
    let other = comment(&author, post, "Other").await;
    reply(&author, post, other, "Reply").await;
    app.settle().await;
    late.post(&format!("{PATH}{other}/vote/")).await.expect(204);
    author.delete(&format!("{PATH}{other}/")).await.expect(204);
    app.settle().await;
    assert_eq!((unseen(&author).await, notifications_of(&author).await.len()), (1, 1));
}
