//! Friendships under any delivery of the stream: counters equal the source items, each user has exactly the
//! notifications of their current requests and connections, and deleted users have no friendships.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::graph::friendship::{FriendshipAction, State};
use shared::domain::{Friendship, UserId};
use tests::{App, Routes as _, TestUser};

use crate::delivery::Stream;
use crate::fanout::steps::{self, Step};

const USERS: usize = 4;

#[derive(Clone, Debug)]
enum Operation {
    Act {
        by: usize,
        with: usize,
        action: FriendshipAction,
        /// Names the other user in the body by username, instead of in the path by id.
        by_name: bool,
    },
    SeeRequests(usize),
    /// Lists notifications, which marks them as seen.
    ReadNotifications(usize),
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
    let pair = (0..USERS, 1..USERS).prop_map(|(by, offset)| (by, (by + offset) % USERS));
    let action = prop_oneof![1 => Just(0_usize), 2 => 1..6_usize].prop_map(|n| FriendshipAction::ALL[n]);
    prop_oneof![
        40 => (pair, action, any::<bool>())
            .prop_map(|((by, with), action, by_name)| Operation::Act { by, with, action, by_name }),
        2 => (0..USERS).prop_map(Operation::SeeRequests),
        3 => (0..USERS).prop_map(Operation::ReadNotifications),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

/// A notification: its recipient, its kind, the user who caused it, and its id.
pub type Notification = (UserId, &'static str, UserId, u64);

struct Community {
    app: App,
    admin: TestUser,
    people: Vec<TestUser>,
    statuses: Vec<Status>,
}

impl steps::Perform<Operation> for Community {
    async fn perform(&mut self, operations: &[Operation]) {
        self.app.state.clock.advance(Duration::from_millis(2));
        let sent = operations.iter().map(async |operation| {
            let person = |user: usize| &self.people[user];
            match *operation {
                Operation::Act { by, with, action, by_name: true } => {
                    let path = format!("/api/v2/user/me/connection/{}/", action.name());
                    person(by).post(&path).json(&json!({"username": person(with).name})).await
                }
                Operation::Act { by, with, action, .. } => {
                    person(by).post(&person(with).path(&format!("connection/{}/", action.name()))).await
                }
                Operation::ReadNotifications(by) => person(by).get("/api/v2/notification/?limit=100").await,
                Operation::SeeRequests(by) => person(by).post("/api/v2/user/me/connection_requests/mark_seen/").await,
                Operation::SoftDelete(user) => self.admin.delete(&person(user).path("")).await,
                Operation::HardDelete(user) => self.admin.delete(&person(user).path("?hard=1")).await,
            }
        });
        for (operation, answer) in operations.iter().zip(join_all(sent).await) {
            assert!(answer.status < 500, "{operation:?}: {answer:?}");
            match *operation {
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
            people.push(app.user(&format!("user_{n}")).await);
        }
        Self { app, admin, people, statuses: vec![Status::Active; USERS] }
    }

    async fn friendships(&self) -> Vec<Friendship> {
        let mut found = Vec::new();
        for first in 0..USERS {
            for second in first + 1..USERS {
                let [first, second] = [self.people[first].id, self.people[second].id];
                found.extend(self.app.state.store.friendships().get(first, second).await.expect("an answer"));
            }
        }
        found
    }

    async fn check(&self, stream: &Stream) -> TestCaseResult {
        let friendships = self.friendships().await;
        let deleted: BTreeSet<UserId> =
            (0..USERS).filter(|user| self.statuses[*user] != Status::Active).map(|user| self.people[user].id).collect();
        for friendship in &friendships {
            let orphaned = deleted.contains(&friendship.from) || deleted.contains(&friendship.to);
            prop_assert!(!orphaned, "{:?} with one of the deleted {:?}", friendship, deleted);
        }
        let pairs = stream.table.keys().filter(|(pk, _)| pk.starts_with("P#"));
        prop_assert_eq!(pairs.count(), friendships.len(), "friendship rows in the stream");
        let mut expected: BTreeMap<UserId, [u64; 3]> = self.people.iter().map(|person| (person.id, [0; 3])).collect();
        let mut add = |user: UserId, counter: usize| expected.get_mut(&user).unwrap()[counter] += 1;
        for Friendship { from, to, state, .. } in &friendships {
            match state {
                State::Connected => [*from, *to].into_iter().for_each(|user| add(user, 0)),
                State::Pending | State::Rejected => {
                    add(*to, 1);
                    add(*from, 2);
                }
                State::Withdrawn => add(*to, 1),
                State::Blocked | State::BlockedByBoth => {}
            }
        }
        for (user, person) in self.people.iter().enumerate().filter(|(user, _)| self.statuses[*user] == Status::Active)
        {
            let counters = person.get(&person.path("counters/")).await.expect(200).json();
            let names = ["connections", "connection_requests_received", "connection_requests_sent"];
            let counted = names.map(|name| counters[name].as_u64().unwrap());
            prop_assert_eq!(counted, expected[&person.id], "counters of {}", user);
            let lists = [
                person.path("connections/"),
                user_path("me/connection_requests/"),
                user_path("me/connection_requests_sent/"),
            ];
            for (path, count) in lists.into_iter().zip(counted) {
                let rows = person.get(&path).await.expect(200).json()["results"].as_array().unwrap().len() as u64;
                prop_assert_eq!(rows, count, "{} of {}", path, user);
            }
        }
        for (user, person) in
            self.people.iter().enumerate().filter(|(user, _)| self.statuses[*user] == Status::HardDeleted)
        {
            let rows = stream.table.iter().filter(|((pk, _), _)| *pk == format!("U#{}", person.id));
            let left: Vec<_> = rows
                .filter(|((_, sk), row)| sk != "COUNTERS" || row["expires"].is_null())
                .map(|(key, _)| key)
                .collect();
            prop_assert!(left.is_empty(), "left of {}: {:?}", user, left);
        }
        Ok(())
    }

    /// Each user has one notification of each current request or connection, and of past ones only those already seen.
    async fn check_notifications(&self, stream: &Stream, seen: &BTreeSet<Notification>) -> TestCaseResult {
        let current: BTreeSet<Notification> = self.friendships().await.iter().filter_map(notification_of).collect();
        let rows = notifications(stream);
        let stored: BTreeSet<Notification> = rows.keys().copied().collect();
        let missing: Vec<_> = current.difference(&stored).collect();
        prop_assert!(missing.is_empty(), "not notified: {:?}", missing);
        let unseen: BTreeSet<Notification> = rows.iter().filter(|(_, seen)| !**seen).map(|(note, _)| *note).collect();
        // The notification of a request stays when it is accepted.
        let accepted = |Friendship { from, to, id, state, .. }: &Friendship| {
            (*state == State::Connected).then_some((*to, "connection_request", *from, id.get()))
        };
        let accepted: BTreeSet<Notification> = self.friendships().await.iter().filter_map(accepted).collect();
        let stale: Vec<_> = unseen.difference(&current).filter(|note| !accepted.contains(*note)).collect();
        prop_assert!(stale.is_empty(), "not retracted: {:?}", stale);
        // Either deletion removes the notifications that the user caused; a hard one also those that the user received.
        let status = |id: UserId| {
            self.people.iter().zip(&self.statuses).find(|(person, _)| person.id == id).map(|(_, status)| *status)
        };
        let kept = |to, by| status(to) != Some(Status::HardDeleted) && status(by) == Some(Status::Active);
        for (to, kind, by, id) in seen.iter().filter(|(to, _, by, _)| kept(*to, *by)) {
            prop_assert_eq!(rows.get(&(*to, *kind, *by, *id)), Some(&true), "a seen notification is kept");
        }
        for (user, person) in self.people.iter().enumerate().filter(|(user, _)| self.statuses[*user] == Status::Active)
        {
            let count = person.get("/api/v2/notification/unseen/count/").await.expect(200).json();
            let of_user = unseen.iter().filter(|(to, ..)| *to == person.id).count();
            prop_assert_eq!(count, json!({"count": of_user}), "user {}", user);
        }
        Ok(())
    }
}

fn user_path(rest: &str) -> String {
    format!("/api/v2/user/{rest}")
}

/// The notification that a friendship in its current state has.
fn notification_of(friendship: &Friendship) -> Option<Notification> {
    let Friendship { from, to, id, state, since, .. } = *friendship;
    match state {
        State::Pending => Some((to, "connection_request", from, id.get())),
        State::Connected => Some((from, "connection_accept", to, since.unwrap().get())),
        State::Rejected | State::Withdrawn | State::Blocked | State::BlockedByBoth => None,
    }
}

/// The notifications in the stream's copy of the table, and whether each was seen.
pub fn notifications(stream: &Stream) -> BTreeMap<Notification, bool> {
    let rows = stream.table.iter().filter(|((_, sk), _)| sk.starts_with("NOTE#"));
    let mut notes = BTreeMap::new();
    for (key, row) in rows {
        let id = |name: &str| row[name]["N"].as_str().unwrap().parse::<u64>().unwrap();
        let user = |name: &str| UserId::try_from(id(name)).unwrap();
        let kind = match row["type"]["S"].as_str().unwrap() {
            "connection_request" => "connection_request",
            "connection_accept" => "connection_accept",
            other => panic!("{other}"),
        };
        let previous = notes.insert((user("to"), kind, user("user"), id("id")), !row["seen"].is_null());
        assert_eq!(previous, None, "notified twice: {key:?}");
    }
    notes
}

async fn run(shards: usize, steps: Vec<Step<Operation>>) -> TestCaseResult {
    let mut community = Community::new().await;
    let mut stream = Stream::new(&community.app, shards);
    let mut seen = BTreeSet::new();
    for step in &steps {
        stream.step(&mut community, step).await;
        seen.extend(notifications(&stream).into_iter().filter(|(_, seen)| *seen).map(|(note, _)| note));
    }
    for _ in 0..2 {
        stream.drain().await;
        community.check(&stream).await?;
        community.check_notifications(&stream, &seen).await?;
        let before = notifications(&stream);
        stream.replay().await;
        stream.drain().await;
        prop_assert_eq!(notifications(&stream), before, "a replay changes nothing");
    }
    Ok(())
}

steps::properties!(8);
