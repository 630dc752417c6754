//! `POST /api/v2/notification/read/` of more notifications than one request looks at.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use shared::domain::notification::{NotificationGroup, NotificationKind, READING_STEP};
use shared::domain::{Id, Notification, UserId};
use tests::{App, Routes as _, TestUser};

use super::{HOUR, READ, early_in_an_hour};

/// Notifies a user of events by users who need not exist, directly in the store: one in each millisecond from `start` on.
/// Returns the `sid` of the result.
async fn notify(app: &App, to: UserId, start: Timestamp, count: i64, kind: fn(UserId) -> NotificationKind) -> Id {
    let mut sid = None;
    for n in 1..=count {
        let (id, user) = (Id::at(start.as_millisecond() + n, 0), Id::at(0, u16::try_from(n).unwrap()));
        let note = Notification { to, id, kind: kind(user), seen: None };
        app.state.store.notifications().put(&note, app.state.clock.now()).await.unwrap();
        sid = Some(NotificationGroup::of(note.id, note.kind.notification_type()).id());
    }
    sid.unwrap()
}

/// Notifies a user of follows from now on.
async fn follows(app: &App, to: UserId, count: i64) -> Id {
    let sid = notify(app, to, app.state.clock.now(), count, |user| NotificationKind::UserFollow { user }).await;
    app.state.clock.advance(Duration::from_millis(count.unsigned_abs() + 1));
    sid
}

/// The types of a user's unseen notifications, and whether a reading is stored.
async fn unseen(app: &App, user: &TestUser) -> (Vec<String>, bool) {
    let mut rows = app.rows().all().await;
    rows.retain(|(pk, _), _| *pk == format!("U#{}", user.id));
    let is_reading = rows.keys().any(|(_, sk)| sk.starts_with("READING#"));
    rows.retain(|(_, sk), row| sk.starts_with("NOTE#") && row.get("seen").is_none());
    (rows.values().map(|row| row["type"].as_str().unwrap().to_owned()).collect(), is_reading)
}

#[tokio::test]
async fn a_request_marks_a_bounded_number_and_events_mark_the_rest() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    let sid = follows(&app, star.id, 500).await;
    notify(&app, star.id, app.state.clock.now(), 10, |user| NotificationKind::ConnectionRequest { user }).await;
    app.state.clock.advance(Duration::from_millis(11));
    assert_eq!(follows(&app, star.id, 500).await, sid);
    app.settle().await;
    let answer = star.post(READ).json(&json!({"sids": [sid]})).await.expect(204);
    assert_eq!((answer.header("preference-applied"), answer.body.as_str()), ("respond-async", ""));
    // Of each notification the row and an index entry, and the reading.
    assert!(answer.cost.wcu <= (2 * READING_STEP + 4) as f64 && answer.cost.rcu <= 20.0, "{:?}", answer.cost);
    let (left, is_reading) = unseen(&app, &star).await;
    assert_eq!((left.len(), is_reading), (1_010 - READING_STEP, true));
    // What arrives after the request stays unseen.
    assert_eq!(follows(&app, star.id, 3).await, sid);
    app.settle().await;
    let (left, is_reading) = unseen(&app, &star).await;
    assert_eq!(left, [vec!["connection_request"; 10], vec!["user_follow"; 3]].concat());
    assert!(!is_reading, "the reading is left");
}

#[tokio::test]
async fn all_of_a_hundred_sids_are_marked() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    let (mut sids, mut expected) = (Vec::new(), 0);
    for hour in 1..=100 {
        // Some more and some fewer than the request looks at.
        let count = if hour % 10 == 0 { 40 } else { 3 };
        let start = app.state.clock.now() - HOUR * hour;
        sids.push(notify(&app, star.id, start, count, |user| NotificationKind::UserFollow { user }).await);
        expected += usize::try_from(count).unwrap();
    }
    let others = follows(&app, star.id, 5).await;
    app.settle().await;
    assert_eq!(unseen(&app, &star).await, (vec!["user_follow".to_owned(); expected + 5], false));
    let answer = star.post(READ).json(&json!({"sids": sids})).await.expect(204);
    assert_eq!(answer.header("preference-applied"), "respond-async");
    assert!(answer.cost.wcu <= (2 * READING_STEP + 10) as f64, "{:?}", answer.cost);
    assert_eq!(unseen(&app, &star).await, (vec!["user_follow".to_owned(); 10 * 36 + 5], true));
    app.settle().await;
    assert_eq!(unseen(&app, &star).await, (vec!["user_follow".to_owned(); 5], false));
    // Once more: few are left, and the request marks them all.
    let answer = star.post(READ).json(&json!({"sids": [others]})).await.expect(204);
    assert_eq!((answer.header("preference-applied"), unseen(&app, &star).await), ("", (Vec::new(), false)));
}

#[tokio::test]
async fn a_deleted_user_leaves_no_reading() {
    let app = early_in_an_hour().await;
    let star = app.user("star").await;
    let sid = follows(&app, star.id, 450).await;
    app.settle().await;
    star.post(READ).json(&json!([sid])).await.expect(204);
    star.delete(&star.path("?hard=1")).await.expect(204);
    app.settle().await;
    assert_eq!(unseen(&app, &star).await, (Vec::new(), false));
}
