//! Whatever happens before, between and after the two looks: as long as what came before the first is dealt with by the
//! second, no number is made wrong, and one that was wrong is either right or as wrong as before.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::profile::search::words;
use tests::{App, Person, Routes as _};

use crate::delivery::{Stream, walk};
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

/// Things done, and how many of the records of each shard that are not dealt with yet are dealt with then.
type Act = (Vec<Operation>, [usize; SHARDS]);

#[derive(Clone, Debug)]
enum Damage {
    None,
    Add(i64),
    Lose,
}

fn operation() -> impl Strategy<Value = Operation> {
    let pair = (0..USERS, 1..USERS).prop_map(|(from, by)| (from, (from + by) % USERS));
    prop_oneof![
        20 => pair.clone().prop_map(|(from, to)| Operation::Toggle(from, to)),
        2 => pair.prop_map(|(from, to)| Operation::Hide(from, to)),
        4 => (0..USERS).prop_map(Operation::Rename),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    (proptest::collection::vec(operation(), 0..6), [0..8_usize, 0..8_usize])
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![2 => Just(Damage::None), 1 => (-3..4_i64).prop_map(Damage::Add), 1 => Just(Damage::Lose)]
}

struct World {
    app: App,
    admin: Person,
    people: Vec<Person>,
    stream: Stream,
    /// Usernames of those who live.
    names: BTreeMap<usize, String>,
    renames: usize,
}

impl World {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let people = join_all((0..USERS).map(|n| async move { format!("user_{n}") }).map(async |name| {
            let name = name.await;
            app.member(&name).await
        }))
        .await;
        let names = people.iter().map(|person| person.name.clone()).enumerate().collect();
        let mut stream = Stream::new(&app, SHARDS);
        stream.drain().await;
        Self { app, admin, people, stream, names, renames: 0 }
    }

    async fn act(&mut self, (operations, deliver): &Act) {
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

    /// Deals with a shard up to this record.
    async fn deliver(&mut self, shard: usize, to: usize) {
        let (done, all) = (self.stream.shards[shard].done, self.stream.shards[shard].records.len());
        self.stream.deliver(shard, done, to.clamp(done, all), 1, None).await;
    }

    async fn damage(&self, user: usize, damage: &Damage) -> [i64; 2] {
        let (rows, pk) = (self.app.rows(), format!("U#{}", self.people[user].id));
        let row = rows.get(&pk, "COUNTERS").await;
        let now = ["followers", "followings"].map(|name| row.as_ref().and_then(|row| row[name].as_i64()).unwrap_or(0));
        match damage {
            Damage::None => [0, 0],
            Damage::Add(by) => {
                rows.change(&pk, "COUNTERS", json!({"followers": now[0] + by, "followings": now[1] - by})).await;
                [*by, -by]
            }
            Damage::Lose => {
                if row.is_some() {
                    rows.delete(&pk, "COUNTERS").await;
                }
                now.map(|count| -count)
            }
        }
    }

    async fn check(&self, damages: &[[i64; 2]]) -> TestCaseResult {
        let rows = self.app.rows().all().await;
        for (user, person) in self.people.iter().enumerate() {
            let row = rows.get(&(format!("U#{}", person.id), "COUNTERS".to_owned()));
            let stored = ["followers", "followings"].map(|name| row.and_then(|row| row[name].as_i64()).unwrap_or(0));
            let facts = if self.names.contains_key(&user) {
                // Views have none of those who are deleted, and nor do the facts by now.
                let lists = [walk_as_rows(&rows, person, true), walk_as_rows(&rows, person, false)];
                if stored.iter().all(|count| *count >= 0) {
                    prop_assert_eq!(walk(&self.app, person.id, "followers").await.len() as i64, lists[0]);
                }
                lists
            } else {
                [0, 0]
            };
            for at in 0..2 {
                let off = stored[at] - facts[at];
                prop_assert!(off == 0 || off == damages[user][at], "user {}: {:?}, facts {:?}", user, stored, facts);
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

/// The number of a user's edges in a direction.
fn walk_as_rows(rows: &BTreeMap<(String, String), serde_json::Value>, person: &Person, incoming: bool) -> i64 {
    let id = person.id.to_string();
    let edges = rows.keys().filter_map(|(pk, sk)| Some((pk.strip_prefix("U#")?, sk.strip_prefix("FOLLOW#")?)));
    edges.filter(|(from, to)| if incoming { *to == id } else { *from == id }).count() as i64
}

async fn run(acts: [Act; 5], damages: [Damage; USERS]) -> TestCaseResult {
    let mut world = World::new().await;
    let [before, first, between, after, last] = acts;
    world.act(&before).await;
    let mut off = Vec::new();
    for (user, damage) in damages.iter().enumerate() {
        off.push(world.damage(user, damage).await);
    }
    world.act(&first).await;

    let janitor = janitor(&world.app, Duration::ZERO, 1_000);
    // What dealing with records has led to is known as well, whoever has told of it yet.
    world.stream.pull().await;
    let known: Vec<usize> = world.stream.shards.iter().map(|shard| shard.records.len()).collect();
    let suspicion = janitor.suspect(&janitor.slice(None).await.unwrap()).await.unwrap();
    world.act(&between).await;
    // What the pause is for.
    for (shard, count) in known.into_iter().enumerate() {
        world.deliver(shard, count).await;
    }
    let found = janitor.confirm(suspicion).await.unwrap();
    world.act(&after).await;
    let report = janitor.put_right(found).await;
    prop_assert_eq!(report.failed(), 0);
    world.act(&last).await;
    world.stream.drain().await;
    world.check(&off).await
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_made_wrong(
        acts in [act(), act(), act(), act(), act()],
        damages in [damage(), damage(), damage(), damage()],
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(run(acts, damages))?;
    }
}
