//! After any concurrent operations and any delivery of the stream, counters, notifications and the name index equal
//! their source items, and deleted users leave nothing behind.

use std::collections::BTreeSet;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::UserId;
use shared::store::{Consistency, EdgeList};
use tests::{App, Routes as _, TestUser};

use crate::delivery::{Stream, counters, list_all};
use crate::fanout::name_index::check_name_index;
use crate::fanout::notification_invariants::NotificationHistory;
use crate::fanout::steps::{self, Step};

const USERS: usize = 5;

#[derive(Clone, Debug)]
enum Operation {
    Toggle(usize, usize),
    Follow(usize, usize),
    Unfollow(usize, usize),
    Hide(usize, usize),
    /// Lists notifications, which marks them as seen.
    ReadNotifications(usize),
    Rename(usize),
    SoftDelete(usize),
    HardDelete(usize),
}

#[derive(Clone, Copy, PartialEq)]
enum Status {
    Active,
    SoftDeleted,
    HardDeleted,
}

fn operation() -> impl Strategy<Value = Operation> {
    let pair = (0..USERS, 1..USERS).prop_map(|(from, offset)| (from, (from + offset) % USERS));
    prop_oneof![
        8 => pair.clone().prop_map(|(from, to)| Operation::Toggle(from, to)),
        8 => pair.clone().prop_map(|(from, to)| Operation::Follow(from, to)),
        3 => pair.clone().prop_map(|(from, to)| Operation::Unfollow(from, to)),
        3 => pair.prop_map(|(from, to)| Operation::Hide(from, to)),
        3 => (0..USERS).prop_map(Operation::ReadNotifications),
        1 => (0..USERS).prop_map(Operation::Rename),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

struct Community {
    app: App,
    admin: TestUser,
    people: Vec<TestUser>,
    names: Vec<String>,
    statuses: Vec<Status>,
    renames: usize,
    notifications: NotificationHistory,
}

impl steps::Perform<Operation> for Community {
    async fn perform(&mut self, operations: &[Operation]) {
        let renames = self.renames;
        let sent = operations.iter().enumerate().map(async |(n, operation)| {
            let name = |user: usize| json!({"username": self.names[user]});
            let person = |user: usize| &self.people[user];
            match *operation {
                Operation::Toggle(from, to) => person(from).post(&person(to).path("follow/")).await,
                Operation::Follow(from, to) => person(from).post("/api/users/follow/").json(&name(to)).await,
                Operation::Unfollow(from, to) => person(from).post("/api/users/unfollow/").json(&name(to)).await,
                Operation::Hide(from, to) => person(from).post(&person(to).path("hide/")).await,
                Operation::ReadNotifications(user) => person(user).get("/api/v2/notification/?limit=100").await,
                Operation::Rename(user) => {
                    let new = format!("renamed_{}", renames + n);
                    person(user).patch(&person(user).path("")).json(&json!({"username": new})).await
                }
                Operation::SoftDelete(user) => self.admin.delete(&person(user).path("")).await,
                Operation::HardDelete(user) => self.admin.delete(&person(user).path("?hard=1")).await,
            }
        });
        let answers = join_all(sent).await;
        self.renames += operations.len();
        for (operation, answer) in operations.iter().zip(answers) {
            assert!(answer.status < 500, "{operation:?}: {answer:?}");
            match *operation {
                Operation::Hide(from, to) => self.notifications.hidden(self.people[from].id, self.people[to].id),
                Operation::ReadNotifications(user) if answer.status == 200 => {
                    self.notifications.listed(self.people[user].id, &answer.json());
                }
                Operation::Rename(user) if answer.status == 200 => {
                    self.names[user] = answer.json()["username"].as_str().unwrap().to_owned();
                }
                Operation::SoftDelete(user) if answer.status == 204 && self.statuses[user] == Status::Active => {
                    self.statuses[user] = Status::SoftDeleted;
                }
                Operation::HardDelete(user) if answer.status == 204 => self.statuses[user] = Status::HardDeleted,
                _ => {}
            }
        }
    }
}

impl Community {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let mut people = Vec::new();
        for n in 0..USERS {
            let person = app.user(&format!("user_{n}")).await;
            // Rows of other kinds: a listed game, and settings.
            let game = json!({"igdb": "1942", "name": "The Witcher 3"});
            person.post("/api/actions/like/").json(&game).await.expect(200);
            people.push(person);
        }
        let names = people.iter().map(|person| person.name.clone()).collect();
        Self {
            app,
            admin,
            people,
            names,
            statuses: vec![Status::Active; USERS],
            renames: 0,
            notifications: NotificationHistory::default(),
        }
    }

    async fn check(&self, stream: &Stream) -> TestCaseResult {
        let store = &self.app.state.store;
        let of = |user: usize, list: EdgeList| async move {
            store
                .edge_lists()
                .newest(list, self.people[user].id, 100)
                .await
                .expect("edges")
                .into_iter()
                .collect::<BTreeSet<_>>()
        };
        let deleted: BTreeSet<UserId> =
            (0..USERS).filter(|user| self.statuses[*user] != Status::Active).map(|user| self.people[user].id).collect();
        for user in 0..USERS {
            let id = self.people[user].id;
            let (followers, followings) = (of(user, EdgeList::Followers).await, of(user, EdgeList::Followings).await);
            if self.statuses[user] == Status::Active {
                let listed = [list_all(&self.app, id, "followers").await, list_all(&self.app, id, "followings").await];
                let [in_list, out_list] = [&listed[0], &listed[1]].map(|ids| ids.iter().copied().collect());
                prop_assert_eq!(&followers, &in_list, "followers of {}", user);
                prop_assert_eq!(&followings, &out_list, "followings of {}", user);
                let lengths = (listed[0].len() as u64, listed[1].len() as u64);
                prop_assert_eq!(counters(&self.app, id).await, lengths, "counters of {}", user);
                let edges = followers.union(&followings);
                prop_assert!(edges.into_iter().all(|other| !deleted.contains(other)), "user {}", user);
            } else {
                for list in [EdgeList::Followers, EdgeList::Followings, EdgeList::Hidden] {
                    prop_assert_eq!(of(user, list).await, BTreeSet::new(), "{:?} of {}", list, user);
                }
            }
            // The same in the stream's copy of the table.
            let rows = stream.table.iter().filter(|((pk, _), _)| *pk == format!("U#{id}"));
            let rows: Vec<_> = rows.map(|((_, sk), row)| (sk.as_str(), row)).collect();
            if self.statuses[user] == Status::HardDeleted {
                prop_assert!(store.profiles().get(id, Consistency::Strong).await.expect("an answer").is_none());
                let left: Vec<_> =
                    rows.iter().filter(|(sk, row)| *sk != "COUNTERS" || row["expires"].is_null()).collect();
                prop_assert!(left.is_empty(), "left of {}: {:?}", user, left);
            } else {
                prop_assert!(rows.iter().any(|(sk, _)| sk.starts_with("GAME#")), "{:?}", rows);
                prop_assert!(rows.iter().all(|(sk, _)| *sk != "SWEEP"), "{:?}", rows);
            }
        }
        let edges = stream.table.keys().filter(|(_, sk)| sk.starts_with("FOLLOW#") || sk.starts_with("HIDE#"));
        for (pk, sk) in edges {
            let orphan = deleted.iter().find(|id| *pk == format!("U#{id}") || sk.ends_with(&format!("#{id}")));
            prop_assert!(orphan.is_none(), "an edge of a deleted user: {} {}", pk, sk);
        }
        let active = self.people.iter().zip(&self.statuses).filter(|(_, status)| **status == Status::Active);
        let active: Vec<&TestUser> = active.map(|(person, _)| person).collect();
        self.notifications.check(stream, &active).await?;
        check_name_index(&self.app, stream, active.iter().copied().chain([&self.admin])).await
    }
}

async fn run(shards: usize, steps: Vec<Step<Operation>>) -> TestCaseResult {
    let community = Community::new().await;
    let stream = Stream::new(&community.app, shards);
    stream.run(community, &steps, Community::check).await
}

steps::properties!(12);
