//! What a hide takes away: page by page, whatever is replayed, and nothing that was caused after it.

use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use janitor::Repair;
use rstest::rstest;
use shared::domain::notification::NotificationKind;
use shared::domain::{Id, Notification, UserId};
use tests::{App, Routes as _, TestUser};

use crate::delivery::{deliver_batch, fanout_of, records_of};
use crate::janitor::walks::{janitor, tallies};

/// Notifications that one part looks through.
const PART: usize = 200;

async fn users(app: &App) -> [TestUser; 3] {
    [app.user("owner").await, app.user("noisy").await, app.user("quiet").await]
}

/// Notifies a user this many times, in turn by each of the others. Every third notification was seen.
async fn notify(app: &App, to: UserId, causes: &[UserId], count: usize) {
    for n in 0..count {
        app.state.clock.advance(Duration::from_millis(2));
        let now = app.state.clock.now();
        let kind = NotificationKind::UserFollow { user: causes[n % causes.len()] };
        let seen = (n % 3 == 0).then_some(now);
        let note = Notification { to, id: Id::generate(now), kind, seen };
        app.state.store.notifications().put(&note, now).await.expect("a notification");
    }
}

/// The causes of all notifications of a user, in the order of their numbers.
async fn causes(app: &App, to: UserId) -> Vec<UserId> {
    let rows = app.rows().all().await;
    let of_user = rows.iter().filter(|((pk, sk), _)| *pk == format!("U#{to}") && sk.starts_with("NOTE#"));
    of_user.map(|(_, row)| row["user"].as_u64().and_then(|id| Id::try_from(id).ok()).expect("a cause")).collect()
}

async fn toggle_hide(app: &App, by: &TestUser, whom: &TestUser) {
    app.state.clock.advance(Duration::from_millis(2));
    by.post(&whom.path("hide/")).await.expect(201);
}

/// Delivers records, each in a batch of its own, and returns the most that one cost.
async fn deliver_each(app: &App, records: &[EventRecord]) -> (f64, f64) {
    let (mut rcu, mut wcu) = (0.0_f64, 0.0_f64);
    for record in records {
        let (failures, cost) = deliver_batch(&fanout_of(app), "a", std::slice::from_ref(record)).await;
        assert_eq!(failures, [""; 0]);
        (rcu, wcu) = (rcu.max(cost.rcu), wcu.max(cost.wcu));
    }
    (rcu, wcu)
}

/// Delivers everything, and returns the number of parts and the most that one cost.
async fn drain(app: &App) -> (usize, f64, f64) {
    let (mut parts, mut most) = (0, (0.0_f64, 0.0_f64));
    loop {
        let records = records_of(app, "HIDE").await;
        if records.is_empty() {
            return (parts, most.0, most.1);
        }
        let (rcu, wcu) = deliver_each(app, &records).await;
        // The end of the clean-up deletes its item, which is no event.
        parts += records.iter().filter(|record| record.event_name != "REMOVE").count();
        most = (most.0.max(rcu), most.1.max(wcu));
    }
}

#[rstest]
#[case::none(0, 1)]
#[case::few(7, 1)]
#[case::one_less_than_a_part(PART - 1, 1)]
#[case::a_part(PART, 2)]
#[case::several_parts(2 * PART + 50, 3)]
#[tokio::test]
async fn every_part_is_bounded_and_triggers_the_next(#[case] count: usize, #[case] parts: usize) {
    let app = App::new().await;
    let [owner, noisy, quiet] = users(&app).await;
    notify(&app, owner.id, &[noisy.id, quiet.id], count).await;
    notify(&app, quiet.id, &[noisy.id], 3).await;
    app.settle().await;
    toggle_hide(&app, &owner, &noisy).await;
    let (done, rcu, wcu) = drain(&app).await;
    println!("{count} notifications: {done} parts of at most {rcu} RCU and {wcu} WCU");
    assert_eq!(done, parts);
    // 200 notifications of less than half a kilobyte; of each the row and two index entries.
    assert!(rcu <= 24.0 && wcu <= 3.0 * PART as f64, "{rcu} RCU, {wcu} WCU");
    let left = causes(&app, owner.id).await;
    assert_eq!((left.len(), left.contains(&noisy.id)), (count / 2, false));
    assert_eq!(causes(&app, quiet.id).await, [noisy.id; 3]);
    let items = app.rows().all().await;
    assert!(!items.keys().any(|(_, sk)| sk.starts_with("HIDECLEANUP#")), "the progress is left");
}

#[tokio::test]
async fn replays_and_an_earlier_end_of_the_hide_change_nothing() {
    let app = App::new().await;
    let [owner, noisy, quiet] = users(&app).await;
    notify(&app, owner.id, &[noisy.id, quiet.id], PART + 20).await;
    app.settle().await;
    // The hide ends before its event is processed.
    toggle_hide(&app, &owner, &noisy).await;
    toggle_hide(&app, &owner, &noisy).await;
    notify(&app, owner.id, &[noisy.id], 5).await;
    let mut all = records_of(&app, "HIDE").await;
    deliver_each(&app, &all).await;
    let next = records_of(&app, "HIDE").await;
    deliver_each(&app, &next).await;
    all.extend(next);
    drain(&app).await;
    let expected: Vec<UserId> =
        std::iter::repeat_n(quiet.id, (PART + 20) / 2).chain(std::iter::repeat_n(noisy.id, 5)).collect();
    assert_eq!(causes(&app, owner.id).await, expected);
    for replay in [&all[..], &all[..1], &all[1..], &all[..]] {
        deliver_each(&app, replay).await;
        drain(&app).await;
        assert_eq!(causes(&app, owner.id).await, expected);
    }
    // Another hide reaches what was caused since.
    toggle_hide(&app, &owner, &noisy).await;
    drain(&app).await;
    assert_eq!(causes(&app, owner.id).await, vec![quiet.id; (PART + 20) / 2]);
    deliver_each(&app, &all).await;
    drain(&app).await;
    assert_eq!(causes(&app, owner.id).await, vec![quiet.id; (PART + 20) / 2]);
}

#[tokio::test]
async fn a_fact_and_the_hide_in_one_batch_leave_no_notification() {
    let app = App::new().await;
    let [owner, noisy, _] = users(&app).await;
    app.settle().await;
    for order in [[0, 1], [1, 0]] {
        noisy.post(&owner.path("follow/")).await.expect(201);
        toggle_hide(&app, &owner, &noisy).await;
        let records: Vec<EventRecord> = app.stream.read().await.into_iter().flat_map(|read| read.records).collect();
        let records = order.map(|n: usize| records[n].clone());
        assert_eq!(deliver_batch(&fanout_of(&app), "a", &records).await.0, [""; 0]);
        assert_eq!(causes(&app, owner.id).await, []);
        noisy.post(&owner.path("follow/")).await.expect(201);
        toggle_hide(&app, &owner, &noisy).await;
        app.settle().await;
    }
}

#[tokio::test]
async fn the_janitor_deletes_what_a_hide_has_missed() {
    let app = App::new().await;
    let [owner, noisy, quiet] = users(&app).await;
    noisy.post(&owner.path("follow/")).await.expect(201);
    quiet.post(&owner.path("follow/")).await.expect(201);
    toggle_hide(&app, &owner, &noisy).await;
    toggle_hide(&app, &quiet, &noisy).await;
    app.settle().await;
    let janitor = janitor(&app, Duration::from_millis(10), 1_000);
    assert!(janitor.run_all(true).await.unwrap().is_clean());
    // As if the clean-up had run before these were written.
    notify(&app, owner.id, &[noisy.id, quiet.id], 6).await;
    app.settle().await;
    assert_eq!(tallies(&janitor.run_all(false).await.unwrap()), [(Repair::Hidden, (3, 0))].into());
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Hidden, (3, 3))].into());
    assert_eq!(causes(&app, owner.id).await, vec![quiet.id; 4]);
    assert!(janitor.run_all(true).await.unwrap().is_clean());
    // Once the hide has ended, notifications are right again.
    toggle_hide(&app, &owner, &noisy).await;
    notify(&app, owner.id, &[noisy.id], 2).await;
    app.settle().await;
    assert!(janitor.run_all(true).await.unwrap().is_clean());
}
