//! A stream of 500 shards over 48 hours: the counters are exact after every phase, and nothing that remembers the progress
//! of shards grows. See `docs/events.md`, "Shard marks".

use std::collections::BTreeMap;
use std::time::Duration;

use rand::RngExt as _;
use serde_json::{Value, json};
use shared::domain::Id;
use shared::domain::counter::{Counter, CounterOwner};
use shared::store::stream::Sequence;
use shared::store::{CountedChange, Store};
use tests::shards::{Batch, Shards};
use tests::{App, EXPRESSION_MAX, Faults, Routes as _, Rows};

use crate::janitor::walks::janitor_of;

const HOURS: u64 = 48;
/// The hours after which everything is checked.
const PHASE: u64 = 4;
const OPEN_SHARDS: usize = 44;
/// Changes an hour, for each of the two counters.
const CHANGES: usize = 5;
/// The largest item that costs one write unit.
const UNIT: usize = 1_024;

/// A change of the counters of a user or post.
type Change = (CounterOwner, Counter, i64);

struct Community {
    app: App,
    store: Store,
    faults: Faults,
    owners: [(CounterOwner, Counter); 2],
    stream: Shards<Change>,
    /// What each owner's counter must be: the sum of all changes delivered so far.
    expected: BTreeMap<CounterOwner, i64>,
    /// How many changes of each shard are counted for an owner.
    counted: BTreeMap<(usize, CounterOwner), usize>,
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let star = app.user("star").await;
        let post = star.post("/api/v2/post/").json(&json!({"text": "Climbs."})).await.expect(201).json();
        app.settle().await;
        let (store, faults) = app.faulty().await;
        let post = Id::try_from(post["id"].as_u64().unwrap()).unwrap();
        let owners = [(CounterOwner::User(star.id), Counter::Followers), (CounterOwner::Post(post), Counter::Votes)];
        let stream = Shards::new(17, OPEN_SHARDS / 2);
        Self { app, store, faults, owners, stream, expected: BTreeMap::new(), counted: BTreeMap::new() }
    }

    /// The items with the counters, which must be exact.
    async fn check(&self, rows: &Rows) -> [Value; 2] {
        let items = self.items(rows).await;
        let numbers = [&items[0]["followers"], &items[1]["count_votes"]].map(|count| count.as_i64().unwrap_or(0));
        assert_eq!(numbers, self.owners.map(|(owner, _)| self.expected.get(&owner).copied().unwrap_or(0)));
        items
    }

    fn make_changes(&mut self) {
        for (owner, counter) in self.owners.into_iter().cycle().take(2 * CHANGES) {
            let by = if self.stream.rng.random_bool(0.75) { 1 } else { -1 };
            self.stream.write((owner, counter, by));
        }
    }

    fn pass_hour(&mut self) {
        self.stream.pass_hour(OPEN_SHARDS);
        self.app.state.clock.advance(Duration::from_secs(3_600));
    }

    /// Delivers a batch to some of the owners, as a function that is stopped half-way does, or to all of them.
    async fn deliver(&mut self, batch: &Batch, owners: &[(CounterOwner, Counter)]) {
        let shard = &self.stream.shard(batch.0).name;
        for (owner, _) in owners {
            let of_owner = self.stream.changes(batch).filter(|(_, change)| change.0 == *owner);
            let changes: Vec<_> = of_owner.map(|(sequence, change)| counted_change(sequence, *change)).collect();
            let added = self.store.counters().add(*owner, shard, &changes, self.app.state.clock.now()).await;
            assert!(!added.expect("an addition").gone);
            let counted = self.counted.entry((batch.0, *owner)).or_default();
            let rest: Batch = (batch.0, batch.1.start.max(*counted)..batch.1.end);
            let uncounted = self.stream.changes(&rest);
            let sum: i64 = uncounted.filter(|(_, change)| change.0 == *owner).map(|(_, change)| change.2).sum();
            *self.expected.entry(*owner).or_default() += sum;
            *counted = batch.1.end.max(*counted);
        }
        if owners.len() == self.owners.len() {
            self.stream.confirm(batch);
        }
    }

    /// Delivers a batch of each shard that has one, and repeats some.
    async fn deliver_some(&mut self) {
        for batch in self.stream.next_batches() {
            if self.stream.rng.random_bool(0.2) {
                self.deliver(&batch, &[self.owners[0]]).await;
            }
            self.deliver(&batch, &self.owners.clone()).await;
        }
        for batch in self.stream.repeated_batches(4) {
            self.deliver(&batch, &self.owners.clone()).await;
        }
    }

    /// The items with the counters of the user and the post.
    async fn items(&self, rows: &Rows) -> [Value; 2] {
        let mut rows = rows.all().await;
        self.owners.map(|(owner, _)| {
            let key = match owner {
                CounterOwner::User(user) => (format!("U#{user}"), "COUNTERS"),
                CounterOwner::Post(post) => (format!("POST#{post}"), "POST#COUNTERS"),
                CounterOwner::Comment(_) => unreachable!("there is none"),
            };
            rows.remove(&(key.0, key.1.to_owned())).expect("an item")
        })
    }
}

fn counted_change(sequence: usize, (_, counter, by): Change) -> CountedChange {
    let sequence = Sequence::parse(&sequence.to_string()).expect("a sequence number");
    CountedChange { sequence, deltas: [(counter, by)].into() }
}

#[tokio::test]
async fn counters_are_exact_and_items_flat_with_500_shards_over_48_hours() {
    let mut community = Community::new().await;
    let rows = community.app.rows();
    let mut most = 0;
    for hour in 1..=HOURS {
        community.make_changes();
        community.deliver_some().await;
        community.pass_hour();
        if hour % PHASE != 0 {
            continue;
        }
        most = most.max(rows.expire(community.app.state.clock.now().as_second()).await);
        let items = community.check(&rows).await;
        assert!(items.iter().all(|item| item.to_string().len() < UNIT), "{items:?}");
    }
    println!("{} shards, {most} marks", community.stream.count());
    assert!(community.stream.count() >= 500, "{}", community.stream.count());

    // The janitor, whose writes name all that it depends on, sets the counters to their real numbers: none.
    let janitor = janitor_of(&community.app, community.store.clone(), Duration::ZERO, 5_000);
    let report = janitor.run_all(true).await.expect("a walk");
    assert_eq!(report.failed(), 0, "{report:?}");
    community.expected.clear();
    community.deliver_some().await;
    community.deliver_some().await;
    community.check(&rows).await;
    let longest = community.faults.longest_expression();
    assert!(longest < EXPRESSION_MAX / 2, "{longest}");

    (0..26).for_each(|_| community.pass_hour());
    rows.expire(community.app.state.clock.now().as_second()).await;
    let left = rows.all().await.into_keys().filter(|(_, sk)| sk.starts_with("MARK#")).count();
    assert_eq!(left, 0, "expired marks are gone");
}
