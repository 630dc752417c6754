//! Runs on schedule: each goes on where the last one stopped, and after the end comes the beginning.

use std::time::Duration;

use janitor::{Repair, Settings};
use serde_json::json;
use shared::dynamo::capacity::metered;
use tests::App;

use crate::janitor::walks::{janitor, tallies};

async fn community(members: usize) -> App {
    let app = App::new().await;
    for n in 0..members {
        app.member(&format!("member_{n}")).await;
    }
    app.settle().await;
    app
}

#[tokio::test]
async fn slices_cover_the_table_once_and_begin_again() {
    let app = community(6).await;
    let store = &app.state.store;
    let janitor = janitor(&app, Duration::ZERO, 10);
    for _ in 0..2 {
        let (mut rows, mut runs) = (0, 0);
        loop {
            let report = janitor.run().await.unwrap();
            assert!(report.is_clean(), "{report:?}");
            (rows, runs) = (rows + report.rows, runs + 1);
            assert!(report.rows <= 10);
            if store.maintenance().position().await.unwrap().is_none() {
                break;
            }
        }
        // The row that remembers the place may have been among them.
        let all = app.rows().all().await.len() as u64;
        assert!((all..=all + 1).contains(&rows), "{rows} of {all}");
        assert!(runs >= all / 10, "{runs} runs");
    }
}

#[tokio::test]
async fn a_run_repairs_its_slice_and_no_other() {
    let app = community(6).await;
    let janitor = janitor(&app, Duration::ZERO, 8);
    let keys: Vec<String> =
        app.rows().all().await.into_keys().filter(|(_, sk)| sk == "ACCOUNT#PROFILE").map(|k| k.0).collect();
    for pk in &keys {
        app.rows().put(pk, "COUNTERS", json!({"followers": 5})).await;
    }
    let mut repaired = Vec::new();
    loop {
        let report = tallies(&janitor.run().await.unwrap());
        repaired.push(report.get(&Repair::Counters).map_or(0, |(_, repaired)| *repaired));
        if app.state.store.maintenance().position().await.unwrap().is_none() {
            break;
        }
    }
    assert_eq!(repaired.iter().sum::<u64>(), 6, "{repaired:?}");
    assert!(repaired.iter().filter(|count| **count > 0).count() > 1, "{repaired:?}");
}

/// Its place is gone from the table: the walk goes on all the same.
#[tokio::test]
async fn the_row_at_which_it_stopped_may_go() {
    let app = community(4).await;
    let janitor = janitor(&app, Duration::ZERO, 5);
    janitor.run().await.unwrap();
    let place = app.rows().get("JANITOR", "JANITOR").await.expect("a place");
    let (pk, sk) = (place["after_pk"].as_str().unwrap(), place["after_sk"].as_str().unwrap());
    app.rows().delete(pk, sk).await;
    let mut rows = 5;
    while app.state.store.maintenance().position().await.unwrap().is_some() {
        rows += janitor.run().await.unwrap().rows;
    }
    let all = app.rows().all().await.len() as u64;
    assert!((all..=all + 2).contains(&rows), "{rows} of {all}");
}

/// Printed for the docs, and held to: what it costs while there is nothing to do.
#[tokio::test]
async fn a_walk_over_a_healthy_table_writes_nothing_and_reads_little() {
    let app = community(50).await;
    let janitor = janitor(&app, Duration::ZERO, 2_000);
    let (report, cost) = metered(janitor.run_all(true)).await;
    let report = report.unwrap();
    assert!(report.is_clean());
    println!("{} rows of 50 users: {} RCU, {} WCU", report.rows, cost.rcu, cost.wcu);
    assert_eq!(cost.wcu, 0.0);
    assert!(cost.rcu <= 50.0 * 6.0, "{cost:?}");
}

#[test]
fn settings_come_from_the_environment() {
    let with = |name: &'static str, value: &'static str| {
        Settings::from_env(move |asked| (asked == name).then(|| value.to_owned()))
    };
    let default = with("KITH_OTHER", "1").unwrap();
    assert_eq!((default.pause, default.rows), (Duration::from_secs(60), 2_000));
    assert_eq!(with("KITH_JANITOR_PAUSE", "90").unwrap().pause, Duration::from_secs(90));
    assert_eq!(with("KITH_JANITOR_ROWS", "7").unwrap().rows, 7);
    assert_eq!(with("KITH_JANITOR_ROWS", "0").unwrap().rows, 1, "or it would never come to an end");
    for (name, value) in [("KITH_JANITOR_PAUSE", "soon"), ("KITH_JANITOR_ROWS", "-1")] {
        let error = with(name, value).unwrap_err().to_string();
        assert!(error.starts_with(name), "{error}");
    }
}
