//! Random concurrent actions of three users, verified against the table in `docs/api/community.md`, "States": some
//! order of the operations explains the responses and what is stored, and all endpoints agree on it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use shared::domain::Friendship;
use shared::domain::graph::friendship::{FriendshipAction, State};
use tests::friendship::ModelFriendship;
use tests::{App, Routes as _, TestResponse, TestUser};

use super::connection::{by_id, by_name, walk};
use super::connection_operations::{Operation, USERS, explains, operation};

const PAIRS: [(usize, usize); 3] = [(0, 1), (0, 2), (1, 2)];

struct Community {
    app: App,
    users: Vec<TestUser>,
    bonds: BTreeMap<(usize, usize), ModelFriendship>,
    hidden: BTreeSet<(usize, usize)>,
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let mut users = Vec::new();
        for n in 0..USERS {
            users.push(app.user(&format!("user_{n}")).await);
        }
        Self { app, users, bonds: BTreeMap::new(), hidden: BTreeSet::new() }
    }

    async fn send(&self, operation: Operation) -> TestResponse {
        let person = |n: usize| &self.users[n];
        match operation {
            Operation::Act { by, with, action, named: true } => by_name(person(by), action.name(), person(with)).await,
            Operation::Act { by, with, action, .. } => by_id(person(by), action.name(), person(with)).await,
            Operation::MarkSeen { by, with, named: true } => {
                let body = json!({"username": person(with).name});
                person(by).post("/api/v2/user/me/connection_requests/mark_seen/").json(&body).await
            }
            Operation::MarkSeen { by, with, .. } => {
                person(by).post(&person(with).path("connection_requests/mark_seen/")).await
            }
            Operation::MarkAllSeen(by) => person(by).post("/api/v2/user/me/connection_requests/mark_seen/").await,
            Operation::Hide { by, with } => person(by).post(&person(with).path("hide/")).await,
        }
    }

    async fn perform(&mut self, operations: &[Operation]) -> TestCaseResult {
        // Each batch has a later time than the one before.
        self.app.state.clock.advance(Duration::from_millis(2));
        let answers = join_all(operations.iter().map(|operation| self.send(*operation))).await;
        let done: Vec<_> = operations.iter().copied().zip(&answers).collect();
        for (operation, answer) in &done {
            match *operation {
                Operation::MarkAllSeen(_) => prop_assert_eq!(answer.status, 201, "{:?}", answer),
                Operation::Hide { by, with } => {
                    prop_assert_eq!(answer.status, 201, "{:?}", answer);
                    if !self.hidden.remove(&(by, with)) {
                        self.hidden.insert((by, with));
                    }
                }
                Operation::Act { .. } | Operation::MarkSeen { .. } => {}
            }
        }
        for pair in PAIRS {
            let of_pair: Vec<_> =
                done.iter().copied().filter(|(operation, _)| operation.pair() == Some(pair)).collect();
            let before = self.bonds.get(&pair).copied();
            let now = self.stored(pair).await.map(|stored| self.bond(stored));
            prop_assert!(
                explains(before, &of_pair, now),
                "no order leads from {:?} to {:?}: {:?}",
                before,
                now,
                of_pair
            );
            match now {
                Some(now) => self.bonds.insert(pair, now),
                None => self.bonds.remove(&pair),
            };
        }
        Ok(())
    }

    async fn stored(&self, (one, other): (usize, usize)) -> Option<Friendship> {
        let [one, other] = [one, other].map(|n| self.users[n].id);
        let stored = self.app.state.store.friendships().get(one, other).await.expect("an answer");
        assert_eq!(self.app.state.store.friendships().get(other, one).await.expect("an answer"), stored);
        stored
    }

    fn bond(&self, stored: Friendship) -> ModelFriendship {
        let from = self.users.iter().position(|person| person.id == stored.from).expect("one of the users");
        ModelFriendship { from, state: stored.state }
    }

    fn bond_of(&self, one: usize, other: usize) -> Option<ModelFriendship> {
        self.bonds.get(&(one.min(other), one.max(other))).copied()
    }

    /// Asserts what every endpoint that shows friendships returns to each user.
    async fn check(&self) -> TestCaseResult {
        for me in 0..USERS {
            let person = &self.users[me];
            let ids: Vec<_> = self.users.iter().map(|person| person.id).collect();
            let statuses = person.post("/api/v2/user/connection/statuses/").json(&json!({"users": ids}));
            let statuses = statuses.await.expect(200).json()["connection_statuses"].clone();
            for other in (0..USERS).filter(|other| *other != me) {
                let them = &self.users[other];
                let expected = json!(ModelFriendship::status(self.bond_of(me, other), me));
                let status = person.get(&them.path("connection_status/")).await.expect(200).json();
                prop_assert_eq!(&status, &json!({"connection_status": &expected}));
                let connected = person.get(&them.path("is_connection/")).await.expect(200).json();
                prop_assert_eq!(connected, json!({"is_connection": expected == "connected"}));
                let user = person.get(&them.path("")).await.expect(200).json();
                prop_assert_eq!(&user["connection_status"], &expected);
                prop_assert_eq!(&statuses[them.id.to_string()], &expected);
            }
            prop_assert_eq!(&statuses[person.id.to_string()], &Value::Null);
            let [connections, received, sent] = self.expected_lists(me).await;
            let shown = |list: Vec<usize>| -> Vec<u64> {
                let shown = list.into_iter().filter(|other| !self.hidden.contains(&(me, *other)));
                shown.map(|other| self.users[other].id.get()).collect()
            };
            let listed = walk(person, &person.path("connections/?limit=1")).await;
            let listed: Vec<_> = listed.iter().map(|user| user["id"].as_u64().unwrap()).collect();
            prop_assert_eq!(listed, shown(connections), "connections of {}", me);
            let requests =
                [("me/connection_requests/", "from_user", received), ("me/connection_requests_sent/", "to_user", sent)];
            for (path, field, expected) in requests {
                let rows = walk(person, &format!("/api/v2/user/{path}?limit=1")).await;
                let listed: Vec<_> = rows.iter().map(|row| row[field]["id"].as_u64().unwrap()).collect();
                prop_assert_eq!(listed, shown(expected), "{} of {}", path, me);
                for row in &rows {
                    let other = self.users.iter().position(|person| person.id.get() == row[field]["id"]).unwrap();
                    let state = self.bond_of(me, other).unwrap().state;
                    let rejection_shown = field == "from_user" && matches!(state, State::Rejected | State::Withdrawn);
                    prop_assert_eq!(row["rejected"].is_string(), rejection_shown, "{}", row);
                    prop_assert!(field == "from_user" || row["viewed"].is_null(), "{}", row);
                }
            }
        }
        Ok(())
    }

    /// A user's connections, received requests and sent requests, newest first, according to what is stored.
    async fn expected_lists(&self, me: usize) -> [Vec<usize>; 3] {
        let mut lists = [Vec::new(), Vec::new(), Vec::new()];
        for pair in PAIRS.into_iter().filter(|(one, other)| *one == me || *other == me) {
            let Some(stored) = self.stored(pair).await else { continue };
            let other = if pair.0 == me { pair.1 } else { pair.0 };
            let list = match (stored.state, self.bond(stored).from == me) {
                (State::Connected, _) => 0,
                (_, false) => 1,
                (State::Pending | State::Rejected, true) => 2,
                (State::Withdrawn | State::Blocked | State::BlockedByBoth, true) => continue,
            };
            lists[list].push((stored.since.unwrap_or(stored.id_for(self.users[me].id)), other));
        }
        lists.map(|mut list| {
            list.sort_unstable_by(|a, b| (b.0, self.users[b.1].id).cmp(&(a.0, self.users[a.1].id)));
            list.into_iter().map(|(_, other)| other).collect()
        })
    }

    /// Asserts that all counters are right once events have settled.
    async fn check_counters(&self) -> TestCaseResult {
        self.app.settle().await;
        for me in 0..USERS {
            let person = &self.users[me];
            let [connections, received, sent] = self.expected_lists(me).await.map(|list| list.len());
            let counters = person.get(&person.path("counters/")).await.expect(200).json();
            let counted = ["connections", "connection_requests_received", "connection_requests_sent"];
            let counted = counted.map(|name| counters[name].as_u64().unwrap() as usize);
            prop_assert_eq!(counted, [connections, received, sent], "user {}", me);
            let user = person.get("/api/v2/user/me/").await.expect(200).json();
            let shown = ["connections", "connection_requests_received", "connection_requests_sent"];
            let shown = shown.map(|name| user[format!("{name}_counter")].as_u64().unwrap() as usize);
            prop_assert_eq!(shown, counted);
            for (path, count) in [
                (person.path("connections/"), connections),
                ("/api/v2/user/me/connection_requests/".to_owned(), received),
                ("/api/v2/user/me/connection_requests_sent/".to_owned(), sent),
            ] {
                prop_assert_eq!(&person.get(&path).await.expect(200).json()["count"], count, "{}", path);
            }
        }
        Ok(())
    }
}

async fn run(batches: Vec<Vec<Operation>>) -> TestCaseResult {
    let mut community = Community::new().await;
    for batch in batches {
        community.perform(&batch).await?;
        community.check().await?;
    }
    community.check_counters().await
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn concurrent_actions_of_three_users_are_serialisable(
        batches in proptest::collection::vec(proptest::collection::vec(operation(), 1..6), 4..12),
    ) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(run(batches))?;
    }

    /// Two users and nothing but friendship actions, so that most of them conflict.
    #[test]
    fn concurrent_actions_of_two_users_are_serialisable(
        batches in proptest::collection::vec(
            proptest::collection::vec((any::<bool>(), 0..6_usize, any::<bool>()), 2..6), 4..16),
    ) {
        let act = |(first, action, named): (bool, usize, bool)| {
            let (by, with) = if first { (0, 1) } else { (1, 0) };
            Operation::Act { by, with, action: FriendshipAction::ALL[action], named }
        };
        let batches = batches.into_iter().map(|batch| batch.into_iter().map(act).collect()).collect();
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(run(batches))?;
    }
}
