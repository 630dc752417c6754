//! What staff says, told part by part, whatever becomes of the parts.

use std::collections::BTreeMap;

use aws_lambda_events::dynamodb::EventRecord;
use rstest::rstest;
use serde_json::json;
use shared::domain::{Edge, Id, Mode, UserId};
use shared::runtime::config::Config;
use tests::{App, Person, Routes as _, config};

use crate::delivery::{Stream, fanout_of, hand_over, records_of};

const FANS: usize = 250;

/// Somebody whom many follow, and staff that has said something on their behalf.
async fn said(fans: usize, to: &str) -> (App, Person, Vec<UserId>) {
    let app = App::with(Config { mode: Mode::Follow, ..config() }).await;
    let [star, staff] = [app.member("star").await, app.staff("staff").await];
    let mut followers = Vec::new();
    for n in 0..fans {
        let fan = app.member(&format!("fan-{n}")).await.id;
        app.state.clock.advance(std::time::Duration::from_millis(1));
        let edge = Edge { from: fan, to: star.id, id: Id::generate(app.state.clock.now()) };
        assert!(app.state.store.follows().create(edge).await.unwrap());
        followers.push(fan);
    }
    // Nothing else of all this is to be derived here.
    while !app.stream.read().await.is_empty() {}
    let body = json!({"user": star.id, "title": "Hello", "recipients_type": to});
    staff.post("/api/v2/notification/notify/").json(&body).await.expect(204);
    (app, star, followers)
}

/// How often each user is told something by staff.
fn told(stream: &Stream) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    let rows = stream.table.iter();
    let rows = rows.filter(|((_, sk), row)| sk.starts_with("NOTE#") && row["type"]["S"] == "custom_notification");
    for ((pk, _), _) in rows {
        *told.entry(pk.clone()).or_default() += 1;
    }
    told
}

fn each_once(users: &[UserId]) -> BTreeMap<String, usize> {
    users.iter().map(|user| (format!("U#{user}"), 1)).collect()
}

#[tokio::test]
async fn parts_that_come_again_tell_nobody_twice() {
    let (app, _, fans) = said(FANS, "connections").await;
    let mut stream = Stream::new(&app, 1);
    let fanout = fanout_of(&app);
    let mut parts: Vec<EventRecord> = Vec::new();
    // As they come, each part twice and the earlier ones once more.
    for reach in [100, 200, 250] {
        let due = records_of(&app, "NOTICE").await;
        assert_eq!(due.len(), 1, "each part asks for the next once");
        parts.extend(due);
        for record in parts.iter().rev().chain(&parts) {
            assert_eq!(hand_over(&fanout, "a", std::slice::from_ref(record)).await.0, [""; 0]);
        }
        let told = app_told(&app, &fans).await;
        assert_eq!(told.iter().filter(|told| **told > 0).count(), reach);
        assert!(told.iter().all(|told| *told <= 1), "{told:?}");
    }
    // The last part says that it is done, which asks for nothing.
    for record in records_of(&app, "NOTICE").await {
        let (failures, cost) = hand_over(&fanout, "a", &[record]).await;
        assert_eq!((failures.len(), cost.wcu), (0, 0.0));
    }
    stream.pull().await;
    hand_over(&fanout, "a", &parts).await;
    assert_eq!(app_told(&app, &fans).await, [1; FANS]);
    assert!(records_of(&app, "NOTICE").await.is_empty());
}

/// How much each has not seen.
async fn app_told(app: &App, users: &[UserId]) -> Vec<usize> {
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
async fn crashes_between_parts_leave_nobody_out(#[case] polls: u32) {
    let (app, _, fans) = said(120, "connections").await;
    let mut stream = Stream::new(&app, 1);
    for round in 0..6 {
        stream.pull().await;
        let (done, all) = (stream.shards[0].done, stream.shards[0].records.len());
        stream.deliver(0, done, all, 1, Some(polls * round)).await;
    }
    stream.drain().await;
    assert_eq!(told(&stream), each_once(&fans));
    stream.replay().await;
    stream.drain().await;
    assert_eq!(told(&stream), each_once(&fans));
}

/// It was on its way when the one it is for was deleted for good: nothing may be left in their partition.
#[tokio::test]
async fn what_comes_too_late_for_somebody_who_is_gone_is_not_told() {
    let (app, star, _) = said(0, "user").await;
    let late = records_of(&app, "NOTICE").await;
    star.delete(&star.path("?hard=1")).await.expect(204);
    let mut stream = Stream::new(&app, 1);
    stream.drain().await;
    for _ in 0..2 {
        assert_eq!(hand_over(&fanout_of(&app), "another", &late).await.0, [""; 0]);
        stream.drain().await;
        assert_eq!(told(&stream), BTreeMap::new());
    }
}
