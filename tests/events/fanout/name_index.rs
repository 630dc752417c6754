//! The name index: after any delivery of the stream, its rows are the words of the active users' current names.

use std::collections::{BTreeMap, BTreeSet};

use aws_lambda_events::dynamodb::EventRecord;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::UserId;
use shared::domain::profile::search::words;
use shared::store::Consistency;
use tests::{App, Routes as _, TestUser};

use crate::delivery::{Stream, deliver_batch, event, fanout_of, records_of};

const USERS: usize = 3;
const REAL_NAMES: [&str; 6] = ["", "Anna", "Maria Anna", "Élodie User", "李小龙", "Ann Ma El"];

#[derive(Clone, Debug)]
enum Operation {
    Rename(usize, usize),
    SetRealName(usize, usize),
    /// Changes a field that is no name.
    SetBio(usize),
    SoftDelete(usize),
    HardDelete(usize),
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        6 => (0..USERS, 0..4_usize).prop_map(|(user, name)| Operation::Rename(user, name)),
        6 => (0..USERS, 0..REAL_NAMES.len()).prop_map(|(user, name)| Operation::SetRealName(user, name)),
        2 => (0..USERS).prop_map(Operation::SetBio),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Do(Operation),
    /// Delivers some of the records, in any order, with repetitions.
    Deliver(Vec<prop::sample::Index>),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => operation().prop_map(Step::Do),
        1 => proptest::collection::vec(any::<prop::sample::Index>(), 1..8).prop_map(Step::Deliver),
    ]
}

struct Community {
    app: App,
    admin: TestUser,
    people: Vec<TestUser>,
    /// The username and real name of each active user.
    names: BTreeMap<usize, (String, String)>,
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let (mut people, mut names) = (Vec::new(), BTreeMap::new());
        for n in 0..USERS {
            let name = format!("user-{n}");
            people.push(app.user(&name).await);
            names.insert(n, (name, String::new()));
        }
        Self { app, admin, people, names }
    }

    async fn perform(&mut self, operation: &Operation) {
        let (Operation::Rename(user, _)
        | Operation::SetRealName(user, _)
        | Operation::SetBio(user)
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
            Operation::SetRealName(_, name) => {
                let answer = change(json!({"real_name": REAL_NAMES[*name]})).await;
                if let (200, Some(names)) = (answer.status, self.names.get_mut(user)) {
                    names.1 = REAL_NAMES[*name].to_owned();
                }
                answer
            }
            Operation::SetBio(_) => change(json!({"bio": "Climbs."})).await,
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

    /// The expected rows: word, user.
    fn expected(&self) -> BTreeSet<(String, UserId)> {
        let rows = |(user, (name, real_name)): (&usize, &(String, String))| {
            let id = self.people[*user].id;
            indexed(name).into_iter().chain(indexed(real_name)).map(move |word| (word, id)).collect::<Vec<_>>()
        };
        let admin = ("admin".to_owned(), self.admin.id);
        self.names.iter().flat_map(rows).chain([admin]).collect()
    }

    async fn check(&self) -> TestCaseResult {
        let expected = self.expected();
        // Every word that was ever indexed, and prefixes of them.
        for word in "anna maria ann user zora admin elodie 李小龙 ma el an 李小 小龙 ad".split(' ') {
            let found = self.app.state.store.name_index().find(word, 1_000).await.expect("an answer");
            let set: BTreeSet<_> = found.iter().copied().collect();
            prop_assert_eq!(set.len(), found.len(), "a user is found twice");
            let matching: BTreeSet<_> =
                expected.iter().filter(|row| row.0.starts_with(word)).map(|row| row.1).collect();
            prop_assert_eq!(set, matching, "{}", word);
        }
        Ok(())
    }

    /// Checks the rows in the stream's copy of the table.
    fn check_rows(&self, stream: &Stream) -> TestCaseResult {
        prop_assert_eq!(rows_of(stream), self.expected());
        Ok(())
    }
}

/// Checks that the index holds exactly the words of these users' current names, by its rows and by searches.
pub async fn check_name_index(app: &App, stream: &Stream, active: impl Iterator<Item = &TestUser>) -> TestCaseResult {
    let store = &app.state.store;
    let mut expected = BTreeSet::new();
    for person in active {
        let profile =
            store.profiles().get(person.id, Consistency::Strong).await.expect("an answer").expect("a profile");
        let words = indexed(profile.username.as_str()).into_iter().chain(indexed(&profile.real_name));
        expected.extend(words.map(|word| (word, person.id)));
    }
    prop_assert_eq!(rows_of(stream), expected.clone());
    for (word, id) in &expected {
        prop_assert!(store.name_index().find(word, 1_000).await.expect("an answer").contains(id), "{} of {}", word, id);
    }
    Ok(())
}

/// The words by which a name is found, those inside of one in a script without spaces included.
fn indexed(name: &str) -> Vec<String> {
    let mut indexed = words(name);
    if indexed.iter().any(|word| word == "李小龙") {
        indexed.extend(["小龙", "龙"].map(str::to_owned));
    }
    indexed
}

/// The index rows in the stream's copy of the table: word, user.
fn rows_of(stream: &Stream) -> BTreeSet<(String, UserId)> {
    let rows = stream.table.keys().filter(|(pk, _)| pk.starts_with("T#")).map(|(_, sk)| {
        let (word, id) = sk.split_once('#').expect("a word and an id");
        (word.to_owned(), UserId::parse(id).expect("an id"))
    });
    rows.collect()
}

async fn profile_records(app: &App) -> Vec<EventRecord> {
    records_of(app, "ACCOUNT#PROFILE").await
}

async fn in_any_order(steps: Vec<Step>, order: Vec<prop::sample::Index>) -> TestCaseResult {
    let mut community = Community::new().await;
    let fanout = fanout_of(&community.app);
    let mut records = Vec::new();
    for step in &steps {
        records.extend(profile_records(&community.app).await);
        match step {
            Step::Do(operation) => community.perform(operation).await,
            Step::Deliver(chosen) => {
                let batch: Vec<_> = chosen.iter().map(|index| records[index.index(records.len())].clone()).collect();
                let response = fanout.handle(event("shard", &batch)).await;
                prop_assert!(response.batch_item_failures.is_empty());
            }
        }
    }
    records.extend(profile_records(&community.app).await);
    let mut rest = records.clone();
    for index in order.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let record = rest.swap_remove(index.index(rest.len()));
        let (failures, _) = deliver_batch(&fanout, "shard", &[record]).await;
        prop_assert!(failures.is_empty());
    }
    community.check().await?;
    records.reverse();
    let (failures, _) = deliver_batch(&fanout, "shard", &records).await;
    prop_assert!(failures.is_empty());
    community.check().await
}

async fn in_batches(operations: Vec<Operation>, deliveries: Vec<(usize, usize, usize, Option<u32>)>) -> TestCaseResult {
    let mut community = Community::new().await;
    let mut stream = Stream::new(&community.app, 2);
    for (n, operation) in operations.iter().enumerate() {
        community.perform(operation).await;
        stream.pull().await;
        let (again, new, copies, crash) = deliveries[n % deliveries.len()];
        let shard = n % 2;
        let (done, all) = (stream.shards[shard].done, stream.shards[shard].records.len());
        stream.deliver(shard, done.saturating_sub(again), all.min(done + new), copies, crash).await;
    }
    stream.drain().await;
    community.check().await?;
    community.check_rows(&stream)?;
    stream.replay().await;
    stream.drain().await;
    community.check().await?;
    community.check_rows(&stream)
}

fn block_on(case: impl Future<Output = TestCaseResult>) -> TestCaseResult {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(case)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn repeated_records_in_any_order_converge_to_the_current_names(
        steps in proptest::collection::vec(step(), 5..30),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 1..40),
    ) {
        block_on(in_any_order(steps, order))?;
    }

    #[test]
    fn partial_repeated_and_crashed_deliveries_converge_to_the_current_names(
        operations in proptest::collection::vec(operation(), 5..30),
        deliveries in proptest::collection::vec(
            (0..10_usize, 0..10_usize, 1..3_usize, proptest::option::of(0..40_u32)),
            1..10,
        ),
    ) {
        block_on(in_batches(operations, deliveries))?;
    }
}

#[tokio::test]
async fn a_redelivered_rename_does_not_restore_an_old_name() {
    let app = App::new().await;
    let anna = app.user("first").await;
    for name in ["second", "third", "fourth"] {
        anna.patch(&anna.path("")).json(&json!({"username": name})).await.expect(200);
    }
    let records = profile_records(&app).await;
    assert_eq!(records.len(), 4);
    let fanout = fanout_of(&app);
    for index in [3, 0, 2, 1, 1, 0, 3, 2] {
        let (failures, _) = deliver_batch(&fanout, "shard", &records[index..=index]).await;
        assert!(failures.is_empty());
        let found = app.state.store.name_index().find("fourth", 10).await.unwrap();
        assert_eq!(found, [anna.id]);
    }
    for name in ["first", "second", "third"] {
        assert!(app.state.store.name_index().find(name, 10).await.unwrap().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn a_change_of_other_fields_costs_nothing() {
    let app = App::new().await;
    let anna = app.user("anna").await;
    app.settle().await;
    anna.patch(&anna.path("")).json(&json!({"bio": "Climbs.", "website": "https://example.org"})).await.expect(200);
    let records = profile_records(&app).await;
    assert_eq!(records.len(), 1);
    let (failures, cost) = deliver_batch(&fanout_of(&app), "shard", &records).await;
    assert!(failures.is_empty());
    assert_eq!((cost.trips, cost.wcu), (0, 0.0));
}
