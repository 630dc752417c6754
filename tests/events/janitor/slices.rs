//! Scheduled runs: each continues where the last one stopped, and starts over after the end of the table.

use std::time::Duration;

use janitor::{Repair, Settings};
use serde_json::json;
use shared::dynamo::capacity::metered;
use tests::App;

use crate::janitor::walks::{janitor, tallies};

async fn community(members: usize) -> App {
    let app = App::new().await;
    for n in 0..members {
        app.user(&format!("member_{n}")).await;
    }
    app.settle().await;
    app
}

#[tokio::test]
async fn slices_cover_the_table_once_and_start_over() {
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
        // The row that stores the position may be among them, or be written only after its place was passed.
        let all = app.rows().all().await.len() as u64;
        assert!((all - 1..=all).contains(&rows), "{rows} of {all}");
        assert!(runs >= all / 10, "{runs} runs");
    }
}

#[tokio::test]
async fn a_run_repairs_its_own_slice_only() {
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

/// `fanout` runs at least as often as the janitor, or an alarm fires.
#[tokio::test]
async fn every_run_writes_to_the_stream() {
    let app = community(1).await;
    let janitor = janitor(&app, Duration::ZERO, 1_000);
    let mut times = Vec::new();
    for _ in 0..3 {
        janitor.run().await.unwrap();
        let heartbeat = app.rows().get("JANITOR", "HEARTBEAT").await.expect("a heartbeat");
        times.extend(["began_at", "ended_at"].map(|name| heartbeat[name].as_i64().unwrap()));
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(times.is_sorted(), "{times:?}");
    assert!(times.iter().step_by(2).is_sorted_by(|before, after| before < after), "{times:?}");
}

/// The walk continues although the row at its stored position was deleted.
#[tokio::test]
async fn the_row_at_the_stored_position_may_be_deleted() {
    let app = community(4).await;
    let janitor = janitor(&app, Duration::ZERO, 5);
    janitor.run().await.unwrap();
    let position = app.rows().get("JANITOR", "JANITOR").await.expect("a position");
    let (pk, sk) = (position["after_pk"].as_str().unwrap(), position["after_sk"].as_str().unwrap());
    app.rows().delete(pk, sk).await;
    let mut rows = 5;
    while app.state.store.maintenance().position().await.unwrap().is_some() {
        rows += janitor.run().await.unwrap().rows;
    }
    let all = app.rows().all().await.len() as u64;
    assert!((all..=all + 2).contains(&rows), "{rows} of {all}");
}

/// Prints the cost that the docs state, and enforces its bound.
#[tokio::test]
async fn a_walk_over_a_healthy_table_reads_at_most_7_rcu_a_user_and_writes_nothing() {
    let app = community(50).await;
    let janitor = janitor(&app, Duration::ZERO, 2_000);
    let (report, cost) = metered(janitor.run_all(true)).await;
    let report = report.unwrap();
    assert!(report.is_clean());
    println!("{} rows of 50 users: {} RCU, {} WCU", report.rows, cost.rcu, cost.wcu);
    assert_eq!(cost.wcu, 0.0);
    assert!(cost.rcu <= 50.0 * 7.0, "{cost:?}");
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
    assert_eq!(with("KITH_JANITOR_ROWS", "0").unwrap().rows, 1, "a slice of no rows would never end");
    for (name, value) in [("KITH_JANITOR_PAUSE", "soon"), ("KITH_JANITOR_ROWS", "-1")] {
        let error = with(name, value).unwrap_err().to_string();
        assert!(error.starts_with(name), "{error}");
    }
}
