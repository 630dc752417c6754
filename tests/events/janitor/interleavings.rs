//! Changes before, between and after the janitor's two scan passes. As long as `fanout` has processed by the second
//! pass all changes from before the first, no repair makes a counter wrong, and a wrong counter is either repaired or
//! unchanged. See `docs/events.md`, "What the janitor does".

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::profile::search::words;
use tests::{App, Routes as _, TestUser};

use crate::delivery::{Stream, list_all};
use crate::janitor::walks::janitor;

const USERS: usize = 4;
const SHARDS: usize = 2;

#[derive(Clone, Debug)]
enum Operation {
    Toggle(usize, usize),
    Hide(usize, usize),
    Rename(usize),
    SoftDelete(usize),
}

/// Operations, and how many unprocessed records of each shard are delivered after them.
type Phase = (Vec<Operation>, [usize; SHARDS]);

#[derive(Clone, Debug)]
enum Damage {
    None,
    Add(i64),
    DeleteItem,
}

fn operation() -> impl Strategy<Value = Operation> {
    let pair = (0..USERS, 1..USERS).prop_map(|(from, offset)| (from, (from + offset) % USERS));
    prop_oneof![
        20 => pair.clone().prop_map(|(from, to)| Operation::Toggle(from, to)),
        2 => pair.prop_map(|(from, to)| Operation::Hide(from, to)),
        4 => (0..USERS).prop_map(Operation::Rename),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
    ]
}

fn phase() -> impl Strategy<Value = Phase> {
    (proptest::collection::vec(operation(), 0..6), [0..8_usize, 0..8_usize])
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![2 => Just(Damage::None), 1 => (-3..4_i64).prop_map(Damage::Add), 1 => Just(Damage::DeleteItem)]
}

struct Community {
    app: App,
    admin: TestUser,
    people: Vec<TestUser>,
    stream: Stream,
    /// The usernames of active users.
    names: BTreeMap<usize, String>,
    renames: usize,
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let people = join_all((0..USERS).map(|n| async move { format!("user_{n}") }).map(async |name| {
            let name = name.await;
            app.user(&name).await
        }))
        .await;
        let names = people.iter().map(|person| person.name.clone()).enumerate().collect();
        let mut stream = Stream::new(&app, SHARDS);
        stream.drain().await;
        Self { app, admin, people, stream, names, renames: 0 }
    }

    async fn run_phase(&mut self, (operations, deliver): &Phase) {
        for operation in operations {
            let person = |user: usize| &self.people[user];
            let answer = match *operation {
                Operation::Toggle(from, to) => person(from).post(&person(to).path("follow/")).await,
                Operation::Hide(from, to) => person(from).post(&person(to).path("hide/")).await,
                Operation::SoftDelete(user) => self.admin.delete(&person(user).path("")).await,
                Operation::Rename(user) => {
                    self.renames += 1;
                    let name = format!("renamed_{}", self.renames);
                    let answer = person(user).patch(&person(user).path("")).json(&json!({"username": name})).await;
                    if answer.status == 200 {
                        self.names.insert(user, name);
                    }
                    answer
                }
            };
            assert!(answer.status < 500, "{operation:?}: {answer:?}");
            if let (Operation::SoftDelete(user), 204) = (operation, answer.status) {
                self.names.remove(user);
            }
        }
        self.stream.pull().await;
        for (shard, count) in deliver.iter().enumerate() {
            self.deliver(shard, self.stream.shards[shard].done + count).await;
        }
    }

    /// Delivers a shard's records up to this one.
    async fn deliver(&mut self, shard: usize, to: usize) {
        let (done, all) = (self.stream.shards[shard].done, self.stream.shards[shard].records.len());
        self.stream.deliver(shard, done, to.clamp(done, all), 1, None).await;
    }

    /// Damages a user's counters. Returns by how much each is off.
    async fn damage(&self, user: usize, damage: &Damage) -> [i64; 2] {
        let (rows, pk) = (self.app.rows(), format!("U#{}", self.people[user].id));
        let row = rows.get(&pk, "COUNTERS").await;
        let stored =
            ["followers", "followings"].map(|name| row.as_ref().and_then(|row| row[name].as_i64()).unwrap_or(0));
        match damage {
            Damage::None => [0, 0],
            Damage::Add(by) => {
                rows.change(&pk, "COUNTERS", json!({"followers": stored[0] + by, "followings": stored[1] - by})).await;
                [*by, -by]
            }
            Damage::DeleteItem => {
                if row.is_some() {
                    rows.delete(&pk, "COUNTERS").await;
                }
                stored.map(|count| -count)
            }
        }
    }

    async fn check(&self, damages: &[[i64; 2]]) -> TestCaseResult {
        let rows = self.app.rows().all().await;
        for (user, person) in self.people.iter().enumerate() {
            let row = rows.get(&(format!("U#{}", person.id), "COUNTERS".to_owned()));
            let stored = ["followers", "followings"].map(|name| row.and_then(|row| row[name].as_i64()).unwrap_or(0));
            let edges = if self.names.contains_key(&user) {
                // Lists omit deleted users, and by now their edges are deleted too.
                let counts = [count_edges(&rows, person, true), count_edges(&rows, person, false)];
                if stored.iter().all(|count| *count >= 0) {
                    prop_assert_eq!(list_all(&self.app, person.id, "followers").await.len() as i64, counts[0]);
                }
                counts
            } else {
                [0, 0]
            };
            for n in 0..2 {
                let off = stored[n] - edges[n];
                prop_assert!(off == 0 || off == damages[user][n], "user {}: {:?}, edges {:?}", user, stored, edges);
            }
        }
        let indexed: BTreeSet<(String, String)> = rows
            .keys()
            .filter(|(pk, _)| pk.starts_with("T#"))
            .map(|(_, sk)| sk.split_once('#').unwrap())
            .map(|(word, id)| (word.to_owned(), id.to_owned()))
            .collect();
        let admin = [("admin".to_owned(), self.admin.id.to_string())];
        let expected = self.names.iter().flat_map(|(user, name)| {
            let id = self.people[*user].id.to_string();
            words(name).into_iter().map(move |word| (word, id.clone()))
        });
        prop_assert_eq!(indexed, expected.chain(admin).collect::<BTreeSet<_>>());
        Ok(())
    }
}

/// The number of a user's edges in one direction.
fn count_edges(rows: &BTreeMap<(String, String), serde_json::Value>, person: &TestUser, incoming: bool) -> i64 {
    let id = person.id.to_string();
    let edges = rows.keys().filter_map(|(pk, sk)| Some((pk.strip_prefix("U#")?, sk.strip_prefix("FOLLOW#")?)));
    edges.filter(|(from, to)| if incoming { *to == id } else { *from == id }).count() as i64
}

async fn run(phases: [Phase; 5], damages: [Damage; USERS]) -> TestCaseResult {
    let mut community = Community::new().await;
    let [before, first, between, after, last] = phases;
    community.run_phase(&before).await;
    let mut off = Vec::new();
    for (user, damage) in damages.iter().enumerate() {
        off.push(community.damage(user, damage).await);
    }
    community.run_phase(&first).await;

    let janitor = janitor(&community.app, Duration::ZERO, 1_000);
    // Include the records of derived writes.
    community.stream.pull().await;
    let known: Vec<usize> = community.stream.shards.iter().map(|shard| shard.records.len()).collect();
    let candidates = janitor.first_pass(&janitor.slice(None).await.unwrap()).await.unwrap();
    community.run_phase(&between).await;
    // The pause gives `fanout` the time to process all earlier records.
    for (shard, count) in known.into_iter().enumerate() {
        community.deliver(shard, count).await;
    }
    let found = janitor.second_pass(candidates).await.unwrap();
    community.run_phase(&after).await;
    let report = janitor.repair_all(found).await;
    prop_assert_eq!(report.failed(), 0);
    community.run_phase(&last).await;
    community.stream.drain().await;
    community.check(&off).await
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn repairs_corrupt_no_counter(
        phases in [phase(), phase(), phase(), phase(), phase()],
        damages in [damage(), damage(), damage(), damage()],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(run(phases, damages))?;
    }
}
