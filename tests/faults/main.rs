//! What holds while the table throttles, delays, drops connections, fails, cancels transactions and cuts batches short:
//! no write that was acknowledged is lost, none is done twice, a client is told 503 and nothing worse, and when the
//! weather is good again all is as it should be.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod imports;
mod item_sizes;
mod lagging_indexes;
mod lost_responses;
mod models;
mod repeated_creations;
mod step;
mod virtual_user;

use std::cell::Cell;
use std::time::Duration;

use futures::future::join_all;
use janitor::{Janitor, Settings};
use kith::stream::{BATCH_SIZE, deliver};
use rstest::rstest;
use shared::domain::time::Clock;
use tests::{App, FaultKind, FaultSchedule, IndexLag};

use crate::virtual_user::VirtualUser;

const ACTORS: usize = 5;
/// What each of them tries to do before the weather changes.
const ACTS: usize = 40;

/// Lets `fanout` deal with what happens, by the same bad way to the table; returns how often it was called again.
async fn derive(app: &App, faulty_app: &App, over: &Cell<bool>) -> usize {
    let state = faulty_app.acting_as("fanout");
    let fanout = fanout::Fanout::new(state.store, state.clock).with_media(state.media);
    let mut retries = 0;
    while !over.get() {
        for read in app.stream.read().await {
            for batch in read.records.chunks(BATCH_SIZE) {
                retries += deliver(&fanout, &read.shard, batch).await - 1;
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    retries
}

/// What is said of a seed that failed must be enough to try it again.
fn seed(case: u64) -> u64 {
    std::env::var("KITH_TEST_SEED").map_or(case, |seed| seed.parse().expect("a number"))
}

#[rstest]
#[case::of_everything(11, &FaultKind::ALL, 0.2)]
#[case::of_lost_answers(12, &[FaultKind::LoseResponse, FaultKind::Delay], 0.35)]
#[case::of_throttling(13, &[FaultKind::Throttle, FaultKind::Truncate, FaultKind::Conflict], 0.5)]
#[case::of_everything_with_lagging_indexes(14, &FaultKind::ALL, 0.2)]
#[tokio::test]
async fn a_storm(#[case] case: u64, #[case] gusts: &[FaultKind], #[case] rate: f64) {
    let seed = seed(case);
    println!("KITH_TEST_SEED={seed}");
    let app = App::new().await;
    let (faulty_app, faults) = app.faulty_app().await;
    let mut actors = Vec::new();
    for n in 0..ACTORS {
        let [person, friend] = [app.user(&format!("actor_{n}")).await, app.user(&format!("friend_{n}")).await];
        let [person, friend] = [&person, &friend].map(|person| faulty_app.same_user(person));
        actors.push(VirtualUser::new(&app, person, friend, seed * 100 + n as u64).await);
    }
    app.settle().await;
    let fixtures = VirtualUser::fixtures(&actors, faulty_app.clone());
    let lags = case == 14;
    if lags {
        faults.lag(&app, IndexLag::Calls { seed, most: 30 }).await;
    }
    faults.inject(Some(FaultSchedule::new(seed, gusts, rate)));
    let over = Cell::new(false);
    let acting = async {
        join_all(actors.iter_mut().map(async |actor| {
            for _ in 0..ACTS {
                actor.step(&fixtures).await;
            }
        }))
        .await;
        over.set(true);
        // `fanout` goes on until it has processed what it has read.
        faults.inject(None);
    };
    let (retries, ()) = futures::join!(derive(&app, &faulty_app, &over), acting);
    let done: usize = actors.iter().map(|actor| actor.outcomes.acknowledged).sum();
    let refused: usize = actors.iter().map(|actor| actor.outcomes.failed).sum();
    println!("{done} done, {refused} refused, {} calls hit, {retries} retries of fanout", faults.refused());
    assert!(done > 50 && faults.refused() > 50, "hardly a storm: {done} done");
    if lags {
        faults.catch_up().await;
    }
    app.settle().await;
    let parked = app.state.store.parked_records().list().await.expect("a list");
    assert!(parked.is_empty(), "an outage parks nothing: {parked:?}");
    if lags {
        // What a clean-up did not see in an index is for the janitor.
        janitor(&app).run_all(true).await.expect("a walk");
        app.settle().await;
    }
    let report = janitor(&app).run_all(false).await.expect("a walk");
    assert!(report.is_clean(), "{report:?}");
    for actor in &actors {
        actor.check(&app, &fixtures).await;
    }
}

/// Finds what is not exact, whatever was delivered again.
fn janitor(app: &App) -> Janitor {
    let settings = Settings { pause: Duration::from_millis(50), rows: 5_000, ..Settings::default() };
    Janitor::new(app.state.store.clone(), Clock::default(), settings)
}
