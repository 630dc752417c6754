//! Readings: every step is bounded and triggers the next, whatever is replayed.

use std::time::Duration;

use fanout::Fanout;
use rstest::rstest;
use serde_json::json;
use shared::domain::notification::{NotificationGroup, NotificationKind, READING_STEP};
use shared::domain::{Id, Notification};
use tests::{App, Fault, Routes as _, TestUser};

use crate::delivery::{deliver_batch, fanout_of, records_of};

/// Notifies a user of this many follows within an hour. Returns the `sid` of the result.
async fn notify(app: &App, to: &TestUser, count: usize) -> Id {
    let mut sid = None;
    for n in 1..=count as u64 {
        app.state.clock.advance(Duration::from_millis(1));
        let now = app.state.clock.now();
        let kind = NotificationKind::UserFollow { user: Id::try_from(n).expect("an id") };
        let note = Notification { to: to.id, id: Id::generate(now), kind, seen: None };
        app.state.store.notifications().put(&note, now).await.expect("a notification");
        sid = Some(NotificationGroup::of(note.id, note.kind.notification_type()).id());
    }
    sid.expect("a notification")
}

/// The number of unseen notifications of all users, and of readings.
async fn left(app: &App) -> (usize, usize) {
    let rows = app.rows().all().await;
    let is_unseen = |sk: &str, row: &serde_json::Value| sk.starts_with("NOTE#") && row.get("seen").is_none();
    let unseen = rows.iter().filter(|((_, sk), row)| is_unseen(sk, row)).count();
    (unseen, rows.keys().filter(|(_, sk)| sk.starts_with("READING#")).count())
}

#[tokio::test]
async fn steps_are_bounded_and_a_replay_changes_nothing() {
    let app = App::new().await;
    app.skip_to_the_next_hour();
    let star = app.user("star").await;
    let sid = notify(&app, &star, 3 * READING_STEP).await;
    app.settle().await;
    star.post("/api/v2/notification/read/").json(&json!([sid])).await.expect(204);
    let (mut all, mut steps) = (Vec::new(), Vec::new());
    loop {
        let records = records_of(&app, "READING").await;
        let Some(record) = records.first() else { break };
        steps.push(left(&app).await);
        // Each is delivered twice, and every earlier one again.
        for record in [&[record.clone(), record.clone()][..], &all].concat() {
            let (failures, cost) = deliver_batch(&fanout_of(&app), "a", std::slice::from_ref(&record)).await;
            assert_eq!(failures, [""; 0]);
            assert!(cost.wcu <= (2 * READING_STEP + 10) as f64, "{cost:?}");
        }
        all.extend(records);
    }
    // A step looks at the last notification of the one before again.
    assert_eq!(steps.first(), Some(&(2 * READING_STEP, 1)));
    assert!(steps.len() <= 5, "{steps:?}");
    assert_eq!(left(&app).await, (0, 0));
    // A replay of all brings nothing back, and leaves what has arrived since.
    notify(&app, &star, 5).await;
    for record in &all {
        deliver_batch(&fanout_of(&app), "a", std::slice::from_ref(record)).await;
    }
    app.settle().await;
    assert_eq!(left(&app).await, (5, 0));
}

#[rstest]
#[case::a_notification("NOTE#")]
#[case::the_progress("READING#")]
#[tokio::test]
async fn a_step_that_fails_is_done_again(#[case] item: &'static str) {
    let app = App::new().await;
    app.skip_to_the_next_hour();
    let star = app.user("star").await;
    let sid = notify(&app, &star, 2 * READING_STEP + 50).await;
    app.settle().await;
    star.post("/api/v2/notification/read/").json(&json!([sid])).await.expect(204);
    let records = records_of(&app, "READING").await;
    let (store, faults) = app.faulty().await;
    let fanout = Fanout::new(store, app.state.clock.clone());
    let item = (format!("U#{}", star.id), item);
    faults.set(Some(Fault { operation: "UpdateItem", item, error: "InternalServerError" }));
    assert_eq!(deliver_batch(&fanout, "a", &records).await.0.len(), 1);
    assert_eq!(left(&app).await.1, 1, "the reading is gone");
    faults.set(None);
    assert_eq!(deliver_batch(&fanout, "a", &records).await.0, [""; 0]);
    app.settle().await;
    assert_eq!(left(&app).await, (0, 0));
}
