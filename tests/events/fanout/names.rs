//! The index of names: however the stream is delivered, in the end its rows are the words of those who are to be found.

use std::collections::{BTreeMap, BTreeSet};

use aws_lambda_events::dynamodb::EventRecord;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::UserId;
use shared::domain::profile::search::words;
use shared::store::Consistency;
use tests::{App, Person, Routes as _};

use crate::delivery::{Stream, event, fanout_of, hand_over, records_of};

const USERS: usize = 3;
const REAL_NAMES: [&str; 6] = ["", "Anna", "Maria Anna", "Élodie User", "李小龙", "Ann Ma El"];

#[derive(Clone, Debug)]
enum Operation {
    Rename(usize, usize),
    CallThem(usize, usize),
    /// Something that leaves the names as they are.
    Touch(usize),
    SoftDelete(usize),
    HardDelete(usize),
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        6 => (0..USERS, 0..4_usize).prop_map(|(user, name)| Operation::Rename(user, name)),
        6 => (0..USERS, 0..REAL_NAMES.len()).prop_map(|(user, name)| Operation::CallThem(user, name)),
        2 => (0..USERS).prop_map(Operation::Touch),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Do(Operation),
    /// Some records, in whatever order, some of them twice.
    Deliver(Vec<prop::sample::Index>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => operation().prop_map(Step::Do),
        1 => proptest::collection::vec(any::<prop::sample::Index>(), 1..8).prop_map(Step::Deliver),
    ]
}

struct World {
    app: App,
    admin: Person,
    people: Vec<Person>,
    /// What those who live are called: username, real name.
    names: BTreeMap<usize, (String, String)>,
}

impl World {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let (mut people, mut names) = (Vec::new(), BTreeMap::new());
        for n in 0..USERS {
            let name = format!("user-{n}");
            people.push(app.member(&name).await);
            names.insert(n, (name, String::new()));
        }
        Self { app, admin, people, names }
    }

    async fn perform(&mut self, operation: &Operation) {
        let (Operation::Rename(user, _)
        | Operation::CallThem(user, _)
        | Operation::Touch(user)
        | Operation::SoftDelete(user)
        | Operation::HardDelete(user)) = operation;
        let person = &self.people[*user];
        let change = async |fields| person.patch(&person.path("")).json(&fields).await;
        let answer = match operation {
            Operation::Rename(_, name) => {
                let name = ["anna", "maria_anna", "ann-user", "zora"][*name].to_owned() + &format!("_{user}");
                let answer = change(json!({"username": name})).await;
                if let (200, Some(names)) = (answer.status, self.names.get_mut(user)) {
                    names.0 = name;
                }
                answer
            }
            Operation::CallThem(_, name) => {
                let answer = change(json!({"real_name": REAL_NAMES[*name]})).await;
                if let (200, Some(names)) = (answer.status, self.names.get_mut(user)) {
                    names.1 = REAL_NAMES[*name].to_owned();
                }
                answer
            }
            Operation::Touch(_) => change(json!({"bio": "Climbs."})).await,
            Operation::SoftDelete(_) | Operation::HardDelete(_) => {
                let hard = if matches!(operation, Operation::HardDelete(_)) { "?hard=1" } else { "" };
                let answer = self.admin.delete(&person.path(hard)).await;
                if answer.status == 204 {
                    self.names.remove(user);
                }
                answer
            }
        };
        assert!(answer.status < 500, "{operation:?}: {answer:?}");
    }

    /// The rows that should be: word, user.
    fn expected(&self) -> BTreeSet<(String, UserId)> {
        let rows = |(user, (name, real_name)): (&usize, &(String, String))| {
            let id = self.people[*user].id;
            words(name).into_iter().chain(words(real_name)).map(move |word| (word, id)).collect::<Vec<_>>()
        };
        let admin = ("admin".to_owned(), self.admin.id);
        self.names.iter().flat_map(rows).chain([admin]).collect()
    }

    async fn check(&self) -> TestCaseResult {
        let expected = self.expected();
        // Every word that ever was, whole and in part.
        let ever =
            ["anna", "maria", "ann", "user", "zora", "admin", "elodie", "李小龙", "ma", "el", "an", "李小", "ad"];
        for word in ever {
            let found = self.app.state.store.name_index().find(word, 1_000).await.expect("an answer");
            let set: BTreeSet<_> = found.iter().copied().collect();
            prop_assert_eq!(set.len(), found.len(), "somebody comes twice");
            let fits: BTreeSet<_> = expected.iter().filter(|row| row.0.starts_with(word)).map(|row| row.1).collect();
            prop_assert_eq!(set, fits, "{}", word);
        }
        Ok(())
    }

    /// The same of each row that the stream tells of.
    fn check_rows(&self, stream: &Stream) -> TestCaseResult {
        prop_assert_eq!(rows_of(stream), self.expected());
        Ok(())
    }
}

/// That the index, by its rows and by what is found, holds the words of these users as they are now, and nothing else.
pub async fn index_of_names(app: &App, stream: &Stream, live: impl Iterator<Item = &Person>) -> TestCaseResult {
    let store = &app.state.store;
    let mut expected = BTreeSet::new();
    for person in live {
        let profile =
            store.profiles().get(person.id, Consistency::Strong).await.expect("an answer").expect("a profile");
        let words = words(profile.username.as_str()).into_iter().chain(words(&profile.real_name));
        expected.extend(words.map(|word| (word, person.id)));
    }
    prop_assert_eq!(rows_of(stream), expected.clone());
    // A single letter is looked up elsewhere.
    for (word, id) in expected.iter().filter(|(word, _)| word.chars().count() > 1) {
        prop_assert!(store.name_index().find(word, 1_000).await.expect("an answer").contains(id), "{} of {}", word, id);
    }
    Ok(())
}

/// The rows of the index that the stream tells of: word, user.
fn rows_of(stream: &Stream) -> BTreeSet<(String, UserId)> {
    let rows = stream.table.keys().filter(|(pk, _)| pk.starts_with("T#")).map(|(_, sk)| {
        let (word, id) = sk.split_once('#').expect("a word and an id");
        (word.to_owned(), UserId::parse(id).expect("an id"))
    });
    rows.collect()
}

async fn profiles(app: &App) -> Vec<EventRecord> {
    records_of(app, "ACCOUNT#PROFILE").await
}

async fn in_any_order(steps: Vec<Step>, order: Vec<prop::sample::Index>) -> TestCaseResult {
    let mut world = World::new().await;
    let fanout = fanout_of(&world.app);
    let mut records = Vec::new();
    for step in &steps {
        records.extend(profiles(&world.app).await);
        match step {
            Step::Do(operation) => world.perform(operation).await,
            Step::Deliver(chosen) => {
                let batch: Vec<_> = chosen.iter().map(|index| records[index.index(records.len())].clone()).collect();
                let response = fanout.handle(event("shard", &batch)).await;
                prop_assert!(response.batch_item_failures.is_empty());
            }
        }
    }
    records.extend(profiles(&world.app).await);
    let mut rest = records.clone();
    for index in order.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let record = rest.swap_remove(index.index(rest.len()));
        let (failures, _) = hand_over(&fanout, "shard", &[record]).await;
        prop_assert!(failures.is_empty());
    }
    world.check().await?;
    records.reverse();
    let (failures, _) = hand_over(&fanout, "shard", &records).await;
    prop_assert!(failures.is_empty());
    world.check().await
}

async fn in_parts(operations: Vec<Operation>, parts: Vec<(usize, usize, usize, Option<u32>)>) -> TestCaseResult {
    let mut world = World::new().await;
    let mut stream = Stream::new(&world.app, 2);
    for (n, operation) in operations.iter().enumerate() {
        world.perform(operation).await;
        stream.pull().await;
        let (again, new, copies, crash) = parts[n % parts.len()];
        let shard = n % 2;
        let (done, all) = (stream.shards[shard].done, stream.shards[shard].records.len());
        stream.deliver(shard, done.saturating_sub(again), all.min(done + new), copies, crash).await;
    }
    stream.drain().await;
    world.check().await?;
    world.check_rows(&stream)?;
    stream.replay().await;
    stream.drain().await;
    world.check().await?;
    world.check_rows(&stream)
}

fn block_on(case: impl Future<Output = TestCaseResult>) -> TestCaseResult {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(case)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_twice_and_in_any_order_lead_to_the_present_names(
        steps in proptest::collection::vec(step(), 5..30),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 1..40),
    ) {
        block_on(in_any_order(steps, order))?;
    }

    #[test]
    fn parts_repeats_and_crashes_leave_the_words_of_the_living(
        operations in proptest::collection::vec(operation(), 5..30),
        parts in proptest::collection::vec((0..10_usize, 0..10_usize, 1..3_usize, proptest::option::of(0..40_u32)), 1..10),
    ) {
        block_on(in_parts(operations, parts))?;
    }
}

#[tokio::test]
async fn a_rename_that_comes_too_late_does_not_bring_the_old_name_back() {
    let app = App::new().await;
    let anna = app.member("first").await;
    for name in ["second", "third", "fourth"] {
        anna.patch(&anna.path("")).json(&json!({"username": name})).await.expect(200);
    }
    let records = profiles(&app).await;
    assert_eq!(records.len(), 4);
    let fanout = fanout_of(&app);
    for at in [3, 0, 2, 1, 1, 0, 3, 2] {
        let (failures, _) = hand_over(&fanout, "shard", &records[at..=at]).await;
        assert!(failures.is_empty());
        let found = app.state.store.name_index().find("fourth", 10).await.unwrap();
        assert_eq!(found, [anna.id]);
    }
    for name in ["first", "second", "third"] {
        assert!(app.state.store.name_index().find(name, 10).await.unwrap().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn what_leaves_the_names_as_they_were_costs_nothing() {
    let app = App::new().await;
    let anna = app.member("anna").await;
    app.settle().await;
    anna.patch(&anna.path("")).json(&json!({"bio": "Climbs.", "location": "Kraków"})).await.expect(200);
    let records = profiles(&app).await;
    assert_eq!(records.len(), 1);
    let (failures, cost) = hand_over(&fanout_of(&app), "shard", &records).await;
    assert!(failures.is_empty());
    assert_eq!((cost.trips, cost.wcu), (0, 0.0));
}
