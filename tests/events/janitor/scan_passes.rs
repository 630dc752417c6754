//! The janitor's two scan passes, with a pause between: derived rows that merely lag are left alone.

use std::time::{Duration, Instant};

use janitor::{Finding, Repair};
use serde_json::json;
use tests::{App, Routes as _, TestUser};

use crate::delivery::{Stream, counters};
use crate::janitor::walks::{janitor, tallies};

const ROWS: usize = 5_000;

async fn star_and_fan() -> (App, TestUser, TestUser) {
    let app = App::new().await;
    let (star, fan) = (app.user("star").await, app.user("fan").await);
    app.settle().await;
    (app, star, fan)
}

fn kinds(found: &[Finding]) -> Vec<Repair> {
    found.iter().map(Finding::repair).collect()
}

#[tokio::test]
async fn a_lagging_row_that_catches_up_before_the_second_pass_is_left_alone() {
    let (app, star, fan) = star_and_fan().await;
    let janitor = janitor(&app, Duration::ZERO, ROWS);
    fan.post(&star.path("follow/")).await.expect(201);
    fan.patch(&fan.path("")).json(&json!({"real_name": "Zora"})).await.expect(200);
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    app.settle().await;
    assert!(janitor.second_pass(candidates).await.unwrap().is_empty());
    // Without `fanout`, the difference is confirmed.
    fan.post(&star.path("follow/")).await.expect(201);
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    assert_eq!(kinds(&janitor.second_pass(candidates).await.unwrap()), [Repair::Counters, Repair::Counters]);
    app.settle().await;
}

#[tokio::test]
async fn a_counter_that_is_off_by_another_amount_at_the_second_pass_waits_for_the_next_walk() {
    let (app, star, fan) = star_and_fan().await;
    let janitor = janitor(&app, Duration::ZERO, ROWS);
    app.rows().change(&format!("U#{}", star.id), "COUNTERS", json!({"followers": 5})).await;
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    fan.post(&star.path("follow/")).await.expect(201);
    assert!(janitor.second_pass(candidates).await.unwrap().is_empty());
    app.settle().await;
    assert_eq!(counters(&app, star.id).await.0, 6);
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Counters, (1, 1))].into());
    assert_eq!(counters(&app, star.id).await.0, 1);
}

#[tokio::test]
async fn a_change_counted_between_the_second_pass_and_the_repair_is_not_overwritten() {
    let (app, star, fan) = star_and_fan().await;
    let janitor = janitor(&app, Duration::ZERO, ROWS);
    app.rows().change(&format!("U#{}", star.id), "COUNTERS", json!({"followers": 5})).await;
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.second_pass(candidates).await.unwrap();
    assert_eq!(kinds(&found), [Repair::Counters]);
    fan.post(&star.path("follow/")).await.expect(201);
    app.settle().await;
    let report = janitor.repair_all(found).await;
    assert_eq!(tallies(&report), [(Repair::Counters, (1, 0))].into(), "skipped, not failed");
    assert_eq!(counters(&app, star.id).await.0, 6);
}

/// Why there is a pause, and what happens if it is too short.
#[tokio::test]
async fn the_next_walk_corrects_a_repair_made_while_fanout_lagged() {
    let (app, star, fan) = star_and_fan().await;
    let janitor = janitor(&app, Duration::ZERO, ROWS);
    let mut stream = Stream::new(&app, 2);
    stream.drain().await;
    fan.post(&star.path("follow/")).await.expect(201);
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Counters, (2, 2))].into());
    stream.drain().await;
    assert_eq!(counters(&app, star.id).await.0, 2, "counted by the janitor and by fanout");
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Counters, (2, 2))].into());
    assert_eq!((counters(&app, star.id).await, counters(&app, fan.id).await), ((1, 0), (0, 1)));
}

/// A repaired counter keeps its shard marks, so that no record is counted again.
#[tokio::test]
async fn a_replay_after_a_repair_changes_nothing() {
    let (app, star, fan) = star_and_fan().await;
    let mut stream = Stream::new(&app, 1);
    fan.post(&star.path("follow/")).await.expect(201);
    stream.drain().await;
    app.rows().change(&format!("U#{}", star.id), "COUNTERS", json!({"followers": 5})).await;
    janitor(&app, Duration::ZERO, ROWS).run_all(true).await.unwrap();
    stream.replay().await;
    assert_eq!(counters(&app, star.id).await.0, 1);
}

#[tokio::test]
async fn a_slice_waits_once_for_all_its_candidates_and_not_at_all_without_any() {
    let (app, star, fan) = star_and_fan().await;
    let pause = Duration::from_millis(700);
    let janitor = janitor(&app, pause, ROWS);
    let start = Instant::now();
    assert!(janitor.run_all(true).await.unwrap().is_clean());
    assert!(start.elapsed() < pause, "{:?}", start.elapsed());
    for person in [&star, &fan] {
        app.rows().put(&format!("U#{}", person.id), "COUNTERS", json!({"followers": 5})).await;
    }
    let start = Instant::now();
    assert_eq!(tallies(&janitor.run_all(true).await.unwrap()), [(Repair::Counters, (2, 2))].into());
    assert!((pause..pause * 2).contains(&start.elapsed()), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_claim_that_was_taken_again_and_a_throttle_window_that_reopened_stay() {
    let (app, star, _) = star_and_fan().await;
    let janitor = janitor(&app, Duration::ZERO, ROWS);
    let rows = app.rows();
    rows.put("NAME#zora", "USERNAME", json!({"id": 777})).await;
    rows.put("THROTTLE#LOGIN#1", "THROTTLE", json!({"ends": 1, "expires": 1, "total": 9})).await;
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    let found = janitor.second_pass(candidates).await.unwrap();
    assert_eq!(kinds(&found), [Repair::Claims, Repair::Expired]);
    // Star takes the name, and the window opens again.
    rows.put("NAME#zora", "USERNAME", json!({"id": star.id})).await;
    let later = app.state.clock.now().as_second() + 900;
    rows.put("THROTTLE#LOGIN#1", "THROTTLE", json!({"ends": later, "expires": later, "total": 1})).await;
    let report = janitor.repair_all(found).await;
    assert_eq!(tallies(&report), [(Repair::Claims, (1, 0)), (Repair::Expired, (1, 0))].into());
    assert!(rows.get("NAME#zora", "USERNAME").await.is_some());
    assert!(rows.get("THROTTLE#LOGIN#1", "THROTTLE").await.is_some());
}
