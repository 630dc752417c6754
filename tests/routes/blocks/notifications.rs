//! A block takes away what the two have caused each other, and nothing is caused afterwards.

use serde_json::{Value, json};
use shared::domain::{Edge, Id};
use tests::{Routes as _, TestUser};

use super::Community;
use crate::api::v2::comment::{comment, reply};

const NOTIFICATIONS: &str = "/api/v2/user/me/notifications/";

async fn notified_by(user: &TestUser, by: &TestUser) -> bool {
    user.get(NOTIFICATIONS).await.expect(200).body.contains(&by.id.to_string())
}

async fn home(user: &TestUser) -> Vec<Value> {
    user.get("/api/v2/feed/home/").await.expect(200).json()["results"].as_array().unwrap().clone()
}

#[tokio::test]
async fn notifications_and_feeds_of_both_are_cleared_and_those_of_others_stay() {
    let community = Community::new().await;
    let Community { app, ann, ben, cid, post, .. } = &community;
    for (from, to) in [(ann, ben), (ben, ann), (cid, ann), (cid, ben)] {
        from.post(&to.path("follow/")).await.expect(201);
    }
    let top = comment(ben, *post, "Ben's").await;
    reply(ann, *post, top, "Ann's").await;
    ben.post("/api/v2/post/").json(&json!({"text": "Ben's post"})).await.expect(201);
    app.settle().await;
    assert!(notified_by(ann, ben).await && notified_by(ben, ann).await);
    assert!(!home(ann).await.is_empty() && !home(ben).await.is_empty());
    community.block().await;
    assert!(!notified_by(ann, ben).await && !notified_by(ben, ann).await);
    assert!(notified_by(ann, cid).await && notified_by(ben, cid).await);
    assert!(home(ann).await.is_empty() && home(ben).await.is_empty());
    let rows = app.rows().all().await;
    let (ann_id, ben_id) = (ann.id.to_string(), ben.id.to_string());
    for ((pk, sk), row) in rows.iter().filter(|((_, sk), _)| sk.starts_with("NOTE#")) {
        let between =
            (pk.ends_with(&ann_id) && sk.contains(&ben_id)) || (pk.ends_with(&ben_id) && sk.contains(&ann_id));
        assert!(!between, "{pk} {sk} {row}");
    }
    // Others are notified as before, and cause the two what they did before.
    cid.post(&ann.path("connection/request/")).await.expect(200);
    app.settle().await;
    assert!(notified_by(ann, cid).await);
}

#[tokio::test]
async fn no_follow_can_be_written_while_a_block_stands() {
    let community = Community::new().await;
    community.block().await;
    let Community { app, ann, ben, .. } = &community;
    for (from, to) in [(ann, ben), (ben, ann)] {
        let edge = Edge { from: from.id, to: to.id, id: Id::generate(app.state.clock.now()) };
        assert!(!app.state.store.follows().create(edge).await.unwrap());
        assert!(!app.state.store.follows().remove(from.id, to.id).await.unwrap());
        assert_eq!(app.state.store.follows().get(from.id, to.id).await.unwrap(), None);
    }
    app.settle().await;
    let counters = app.get(&ann.path("counters/")).await.expect(200).json();
    assert_eq!((&counters["followings"], &counters["followers"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn an_archive_says_whom_its_user_blocks_and_not_who_blocks_the_user() {
    let community = Community::new().await;
    community.block().await;
    let Community { app, ann, ben, .. } = &community;
    for (user, blocked) in [(ann, vec![json!(ben.id)]), (ben, vec![])] {
        let mut data = app.state.store.user_data(user.id);
        let mut entries = Vec::new();
        while let Some(part) = data.next().await.unwrap() {
            entries.extend(part);
        }
        let of = |file: &str| -> Vec<Value> {
            entries.iter().filter(|entry| entry.file == file).map(|entry| entry.value["to"].clone()).collect()
        };
        assert_eq!((of("hidden"), of("followings")), (blocked, vec![]), "{}", user.name);
    }
}
