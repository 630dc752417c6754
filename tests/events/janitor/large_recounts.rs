//! Recounts with more source items than a run counts: they continue from run to run, and are exact.

use std::time::Duration;

use futures::future::join_all;
use janitor::{Janitor, Repair, Settings};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use shared::domain::counter::CounterOwner;
use shared::store::RecountStep;
use tests::{App, Routes as _, TestUser};

use crate::delivery::{Stream, counters, follows_by_fans};
use crate::janitor::walks::tallies;

const STEP: u64 = 3;
const VOTERS: u64 = 10;
const FANS: usize = 5;

fn janitor(app: &App, pause: Duration) -> Janitor {
    let settings = Settings { pause, rows: 5_000, source_items: STEP };
    Janitor::new(app.acting_as("janitor").store, app.state.clock.clone(), settings)
}

/// The keys and contents of the postponed recounts.
async fn postponed(app: &App) -> Vec<Value> {
    let rows = app.rows().all().await;
    rows.into_iter().filter(|((pk, sk), _)| pk == "JANITOR" && sk.starts_with("RECOUNT#")).map(|(_, row)| row).collect()
}

/// A poll in which many have voted for the second choice. Returns the post's partition and the choice's counter.
async fn poll(app: &App) -> (String, String) {
    let author = app.user("author").await;
    let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}]});
    let post = author.post("/api/v2/post/").json(&json!({"text": "x", "poll": poll})).await.expect(201).json();
    let (id, choice) = (post["id"].as_u64().unwrap(), &post["poll"]["choices"][1]["id"]);
    let voters = join_all((0..VOTERS).map(async |n| app.user(&format!("voter_{n}")).await)).await;
    app.settle().await;
    for voter in voters {
        voter.put(&format!("/api/v2/post/{id}/poll/vote/")).json(&json!({"choice": choice})).await.expect(204);
    }
    // Nothing is derived from the votes.
    while !app.stream.read().await.is_empty() {}
    (format!("POST#{id}"), format!("count_choice_{choice}"))
}

async fn count(app: &App, (pk, counter): &(String, String)) -> u64 {
    app.rows().get(pk, "POST#COUNTERS").await.map_or(0, |counters| counters[counter].as_u64().unwrap_or(0))
}

#[tokio::test]
async fn a_recount_continues_where_the_last_run_was_stopped() {
    let app = App::new().await;
    let poll = poll(&app).await;
    let store = app.acting_as("janitor").store;
    let post = poll.0.strip_prefix("POST#").unwrap().parse::<u64>().unwrap().try_into().unwrap();
    store.counters().postpone(&[CounterOwner::Post(post)]).await.unwrap();
    let (mut steps, mut repaired) = (0, false);
    while !repaired {
        // Each step is made by another run, which knows only what is stored.
        let mut recount = store.counters().postponed().await.unwrap().pop().expect("a recount");
        let step =
            store.counters().continue_recount(&mut recount, STEP, Duration::ZERO, &app.state.clock).await.unwrap();
        let stored = postponed(&app).await;
        match step {
            RecountStep::Continues => {
                assert_eq!(stored.len(), 1);
                // Begun again, it keeps its place.
                store.counters().postpone(&[CounterOwner::Post(post)]).await.unwrap();
                assert_eq!(postponed(&app).await, stored);
            }
            RecountStep::Over(Some(recount)) => repaired = store.counters().repair(&recount).await.unwrap(),
            step => panic!("{step:?}"),
        }
        steps += 1;
    }
    assert_eq!((count(&app, &poll).await, postponed(&app).await), (VOTERS, vec![]));
    // Each voter is counted once in each of the two passes.
    assert_eq!(steps, 2 * VOTERS.div_ceil(STEP));
}

#[tokio::test]
async fn runs_repair_what_is_large_in_as_many_steps_as_it_takes() {
    let app = App::new().await;
    let poll = poll(&app).await;
    let pause = Duration::from_secs(60);
    let janitor = janitor(&app, pause);
    let first = janitor.run().await.unwrap();
    assert_eq!(first.repairs.get(&Repair::PostCounters), None, "the second pass is not due");
    let waiting = postponed(&app).await;
    assert_eq!(waiting.len(), 1, "{waiting:?}");
    app.state.clock.advance(pause);
    assert_eq!(tallies(&janitor.run().await.unwrap())[&Repair::PostCounters], (1, 1));
    assert_eq!((count(&app, &poll).await, postponed(&app).await), (VOTERS, vec![]));
    // What is right takes one pass, and no repair.
    let after = janitor.run().await.unwrap();
    assert_eq!((after.repairs.get(&Repair::PostCounters), postponed(&app).await), (None, vec![]));
}

#[tokio::test]
async fn a_source_item_that_cannot_be_read_stops_neither_slices_nor_recounts() {
    let app = App::new().await;
    let poll = poll(&app).await;
    let id = poll.0.strip_prefix("POST#").unwrap().parse::<u64>().unwrap();
    let ballot = format!("POLLVOTE#{id:016}");
    let (voter, _) = app.rows().all().await.into_keys().find(|(_, sk)| *sk == ballot).unwrap();
    app.rows().change(&voter, &ballot, json!({"votes": "?"})).await;
    app.rows().put(&format!("U#{}", app.user("ann").await.id), "COUNTERS", json!({"followers": 5})).await;
    for unlimited in [false, true] {
        let janitor = janitor(&app, Duration::ZERO);
        let report = if unlimited { janitor.run_all(true).await } else { janitor.run().await };
        let repaired = tallies(&report.unwrap()).get(&Repair::Counters).copied();
        assert_eq!(repaired, (!unlimited).then_some((1, 1)));
        assert_eq!((count(&app, &poll).await, postponed(&app).await), (0, vec![]));
    }
}

/// What happens between two steps: follows and unfollows, how many changes are counted, and whether damage is done.
type Between = (Vec<usize>, usize);

fn between() -> impl Strategy<Value = Between> {
    (proptest::collection::vec(0..FANS, 0..3), 0..6_usize)
}

async fn interleave(all: Vec<Between>, damage: i64) -> TestCaseResult {
    let app = App::new().await;
    let star = app.user("star").await;
    follows_by_fans(&app, &star, 9).await;
    let fans = join_all((0..FANS).map(async |n| app.user(&format!("toggling_{n}")).await)).await;
    let mut stream = Stream::new(&app, 1);
    let followers = async || counters(&app, star.id).await.0 as i64;
    // The follows above were read from the stream by those who made them.
    app.rows().put(&format!("U#{}", star.id), "COUNTERS", json!({"followers": 9 + damage})).await;
    stream.drain().await;

    let store = app.acting_as("janitor").store;
    store.counters().postpone(&[CounterOwner::User(star.id)]).await.unwrap();
    let mut edges = 9;
    let mut following = [false; FANS];
    let mut repaired = false;
    let mut all = all.into_iter();
    while let Some(mut recount) = store.counters().postponed().await.unwrap().pop() {
        let first_pass = !is_second_pass(&app, &star).await;
        let step =
            store.counters().continue_recount(&mut recount, STEP, Duration::ZERO, &app.state.clock).await.unwrap();
        let (toggles, counted) = all.next().unwrap_or_default();
        for fan in toggles {
            toggle(&fans[fan], &star).await;
            following[fan] = !following[fan];
            edges += if following[fan] { 1 } else { -1 };
        }
        stream.pull().await;
        let shard = &stream.shards[0];
        let (done, records) = (shard.done, shard.records.len());
        // The pause gives `fanout` the time to count all earlier changes.
        let pauses = first_pass && is_second_pass(&app, &star).await;
        let to = if pauses { records } else { records.min(done + counted) };
        stream.deliver(0, done, to, 1, None).await;
        if let RecountStep::Over(Some(wrong)) = step {
            repaired = store.counters().repair(&wrong).await.unwrap();
        }
    }
    stream.drain().await;
    let off = followers().await - edges;
    prop_assert!(off == 0 || (off == damage && !repaired), "off by {}, damaged by {}, {}", off, damage, repaired);
    Ok(())
}

async fn is_second_pass(app: &App, star: &TestUser) -> bool {
    let recount = app.rows().get("JANITOR", &format!("RECOUNT#U#{} COUNTERS", star.id)).await;
    recount.is_some_and(|row| !row["found"].is_null())
}

async fn toggle(fan: &TestUser, star: &TestUser) {
    fan.post(&star.path("follow/")).await.expect(201);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn recounts_beside_changes_corrupt_no_counter(
        all in proptest::collection::vec(between(), 0..9),
        damage in prop_oneof![Just(0_i64), -3..4_i64],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(interleave(all, damage))?;
    }
}
