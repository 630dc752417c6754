//! An announcement is delivered page by page, and every recipient gets it once, however the pages are delivered.

use std::collections::BTreeMap;

use aws_lambda_events::dynamodb::EventRecord;
use rstest::rstest;
use serde_json::json;
use shared::domain::{Edge, Id, Mode, UserId};
use shared::runtime::config::Config;
use tests::{App, Routes as _, TestUser, config};

use crate::delivery::{Stream, deliver_batch, fanout_of, records_of};

const FANS: usize = 250;

/// A user with this many followers, and an announcement that staff sent in the user's name. Returns the followers too.
async fn announce(fans: usize, recipients: &str) -> (App, TestUser, Vec<UserId>) {
    let app = App::with(Config { mode: Mode::Follow, ..config() }).await;
    let [star, staff] = [app.user("star").await, app.staff("staff").await];
    let mut followers = Vec::new();
    for n in 0..fans {
        let fan = app.user(&format!("fan-{n}")).await.id;
        app.state.clock.advance(std::time::Duration::from_millis(1));
        let edge = Edge { from: fan, to: star.id, id: Id::generate(app.state.clock.now()) };
        assert!(app.state.store.follows().create(edge).await.unwrap());
        followers.push(fan);
    }
    // Discard the records of the setup: only the announcement is derived below.
    while !app.stream.read().await.is_empty() {}
    let body = json!({"user": star.id, "title": "Hello", "recipients_type": recipients});
    staff.post("/api/v2/notification/notify/").json(&body).await.expect(204);
    (app, star, followers)
}

/// How many announcements each user partition holds.
fn announcements(stream: &Stream) -> BTreeMap<String, usize> {
    let mut announcements = BTreeMap::new();
    let rows = stream.table.iter();
    let rows = rows.filter(|((_, sk), row)| sk.starts_with("NOTE#") && row["type"]["S"] == "custom_notification");
    for ((pk, _), _) in rows {
        *announcements.entry(pk.clone()).or_default() += 1;
    }
    announcements
}

fn each_once(users: &[UserId]) -> BTreeMap<String, usize> {
    users.iter().map(|user| (format!("U#{user}"), 1)).collect()
}

#[tokio::test]
async fn redelivered_pages_notify_each_follower_once() {
    let (app, _, fans) = announce(FANS, "connections").await;
    let mut stream = Stream::new(&app, 1);
    let fanout = fanout_of(&app);
    let mut pages: Vec<EventRecord> = Vec::new();
    // Each new page is delivered twice, and all earlier pages again with it.
    for reached in [100, 200, 250] {
        let due = records_of(&app, "NOTICE").await;
        assert_eq!(due.len(), 1, "each page requests the next one once");
        pages.extend(due);
        for record in pages.iter().rev().chain(&pages) {
            assert_eq!(deliver_batch(&fanout, "a", std::slice::from_ref(record)).await.0, [""; 0]);
        }
        let unseen = unseen_counts(&app, &fans).await;
        assert_eq!(unseen.iter().filter(|count| **count > 0).count(), reached);
        assert!(unseen.iter().all(|count| *count <= 1), "{unseen:?}");
    }
    // The last page marks the delivery as complete, which requests no further page.
    for record in records_of(&app, "NOTICE").await {
        let (failures, cost) = deliver_batch(&fanout, "a", &[record]).await;
        assert_eq!((failures.len(), cost.wcu), (0, 0.0));
    }
    stream.pull().await;
    deliver_batch(&fanout, "a", &pages).await;
    assert_eq!(unseen_counts(&app, &fans).await, [1; FANS]);
    assert!(records_of(&app, "NOTICE").await.is_empty());
}

/// The number of unseen notifications of each user.
async fn unseen_counts(app: &App, users: &[UserId]) -> Vec<usize> {
    futures::future::join_all(
        users.iter().map(async |user| app.state.store.notifications().unseen(*user).await.unwrap().len()),
    )
    .await
}

#[rstest]
#[case::at_once(0)]
#[case::early(5)]
#[case::late(150)]
#[tokio::test]
async fn crashes_between_pages_skip_no_follower(#[case] polls: u32) {
    let (app, _, fans) = announce(120, "connections").await;
    let mut stream = Stream::new(&app, 1);
    for round in 0..6 {
        stream.pull().await;
        let (done, all) = (stream.shards[0].done, stream.shards[0].records.len());
        stream.deliver(0, done, all, 1, Some(polls * round)).await;
    }
    stream.drain().await;
    assert_eq!(announcements(&stream), each_once(&fans));
    stream.replay().await;
    stream.drain().await;
    assert_eq!(announcements(&stream), each_once(&fans));
}

/// A hard-deleted user's partition must stay empty, even if an announcement to the user is delivered afterwards.
#[tokio::test]
async fn a_late_announcement_to_a_hard_deleted_user_is_dropped() {
    let (app, star, _) = announce(0, "user").await;
    let late = records_of(&app, "NOTICE").await;
    star.delete(&star.path("?hard=1")).await.expect(204);
    let mut stream = Stream::new(&app, 1);
    stream.drain().await;
    for _ in 0..2 {
        assert_eq!(deliver_batch(&fanout_of(&app), "another", &late).await.0, [""; 0]);
        stream.drain().await;
        assert_eq!(announcements(&stream), BTreeMap::new());
    }
}
