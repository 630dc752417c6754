//! Friendships, however the stream is delivered: the numbers are those of the facts, everybody is told of what stands
//! and of nothing else, and nothing stands between anybody and those who are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::graph::friendship::{FriendshipAction, State};
use shared::domain::{Friendship, UserId};
use tests::{App, Person, Routes as _};

use crate::delivery::Stream;
use crate::fanout::steps::{self, Step};

const USERS: usize = 4;

#[derive(Clone, Debug)]
enum Operation {
    Act {
        by: usize,
        with: usize,
        action: FriendshipAction,
        named: bool,
    },
    SeeRequests(usize),
    /// A look at the notifications, which marks them as seen.
    Look(usize),
    SoftDelete(usize),
    HardDelete(usize),
}

#[derive(Clone, Copy, PartialEq)]
enum Life {
    Live,
    Soft,
    Hard,
}

fn operation() -> impl Strategy<Value = Operation> {
    let pair = (0..USERS, 1..USERS).prop_map(|(by, on)| (by, (by + on) % USERS));
    let action = prop_oneof![1 => Just(0_usize), 2 => 1..6_usize].prop_map(|n| FriendshipAction::ALL[n]);
    prop_oneof![
        40 => (pair, action, any::<bool>())
            .prop_map(|((by, with), action, named)| Operation::Act { by, with, action, named }),
        2 => (0..USERS).prop_map(Operation::SeeRequests),
        3 => (0..USERS).prop_map(Operation::Look),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

/// Who is told, of what, by whom, under which id.
pub type Told = (UserId, &'static str, UserId, u64);

struct World {
    app: App,
    admin: Person,
    people: Vec<Person>,
    lives: Vec<Life>,
}

impl steps::World<Operation> for World {
    async fn perform(&mut self, operations: &[Operation]) {
        self.app.state.clock.advance(Duration::from_millis(2));
        let sent = operations.iter().map(async |operation| {
            let person = |user: usize| &self.people[user];
            match *operation {
                Operation::Act { by, with, action, named: true } => {
                    let path = format!("/api/v2/user/me/connection/{}/", action.name());
                    person(by).post(&path).json(&json!({"username": person(with).name})).await
                }
                Operation::Act { by, with, action, .. } => {
                    person(by).post(&person(with).path(&format!("connection/{}/", action.name()))).await
                }
                Operation::Look(by) => person(by).get("/api/v2/notification/?limit=100").await,
                Operation::SeeRequests(by) => person(by).post("/api/v2/user/me/connection_requests/mark_seen/").await,
                Operation::SoftDelete(user) => self.admin.delete(&person(user).path("")).await,
                Operation::HardDelete(user) => self.admin.delete(&person(user).path("?hard=1")).await,
            }
        });
        for (operation, answer) in operations.iter().zip(join_all(sent).await) {
            assert!(answer.status < 500, "{operation:?}: {answer:?}");
            match *operation {
                Operation::SoftDelete(user) if answer.status == 204 && self.lives[user] == Life::Live => {
                    self.lives[user] = Life::Soft;
                }
                Operation::HardDelete(user) if answer.status == 204 => self.lives[user] = Life::Hard,
                _ => {}
            }
        }
    }
}

impl World {
    async fn new() -> Self {
        let app = App::new().await;
        let admin = app.superuser("admin").await;
        let mut people = Vec::new();
        for n in 0..USERS {
            people.push(app.member(&format!("user_{n}")).await);
        }
        Self { app, admin, people, lives: vec![Life::Live; USERS] }
    }

    async fn friendships(&self) -> Vec<Friendship> {
        let mut found = Vec::new();
        for one in 0..USERS {
            for other in one + 1..USERS {
                let [one, other] = [self.people[one].id, self.people[other].id];
                found.extend(self.app.state.store.friendships().get(one, other).await.expect("an answer"));
            }
        }
        found
    }

    async fn check(&self, stream: &Stream) -> TestCaseResult {
        let friendships = self.friendships().await;
        let gone: BTreeSet<UserId> =
            (0..USERS).filter(|user| self.lives[*user] != Life::Live).map(|user| self.people[user].id).collect();
        for friendship in &friendships {
            let lost = gone.contains(&friendship.from) || gone.contains(&friendship.to);
            prop_assert!(!lost, "{:?} with one of {:?}", friendship, gone);
        }
        let pairs = stream.table.keys().filter(|(pk, _)| pk.starts_with("P#"));
        prop_assert_eq!(pairs.count(), friendships.len(), "rows of pairs, as the stream has them");
        let mut expected: BTreeMap<UserId, [u64; 3]> = self.people.iter().map(|person| (person.id, [0; 3])).collect();
        let mut add = |user: UserId, number: usize| expected.get_mut(&user).unwrap()[number] += 1;
        for Friendship { from, to, state, .. } in &friendships {
            match state {
                State::Connected => [*from, *to].into_iter().for_each(|user| add(user, 0)),
                State::Pending | State::Rejected => {
                    add(*to, 1);
                    add(*from, 2);
                }
                State::Withdrawn => add(*to, 1),
            }
        }
        for (user, person) in self.people.iter().enumerate().filter(|(user, _)| self.lives[*user] == Life::Live) {
            let counters = person.get(&person.path("counters/")).await.expect(200).json();
            let names = ["connections", "connection_requests_received", "connection_requests_sent"];
            let counted = names.map(|name| counters[name].as_u64().unwrap());
            prop_assert_eq!(counted, expected[&person.id], "the numbers of {}", user);
            let lists =
                [person.path("connections/"), list("me/connection_requests/"), list("me/connection_requests_sent/")];
            for (path, count) in lists.into_iter().zip(counted) {
                let rows = person.get(&path).await.expect(200).json()["results"].as_array().unwrap().len() as u64;
                prop_assert_eq!(rows, count, "{} of {}", path, user);
            }
        }
        for (user, person) in self.people.iter().enumerate().filter(|(user, _)| self.lives[*user] == Life::Hard) {
            let rows = stream.table.iter().filter(|((pk, _), _)| *pk == format!("U#{}", person.id));
            let left: Vec<_> = rows
                .filter(|((_, sk), row)| sk != "COUNTERS" || row["expires"].is_null())
                .map(|(key, _)| key)
                .collect();
            prop_assert!(left.is_empty(), "left of {}: {:?}", user, left);
        }
        Ok(())
    }

    /// Everybody is told of what stands, once; of what does not stand any more only who has seen it.
    async fn check_notifications(&self, stream: &Stream, seen: &BTreeSet<Told>) -> TestCaseResult {
        let stands: BTreeSet<Told> = self.friendships().await.iter().filter_map(told).collect();
        let rows = notifications(stream);
        let noted: BTreeSet<Told> = rows.keys().copied().collect();
        let untold: Vec<_> = stands.difference(&noted).collect();
        prop_assert!(untold.is_empty(), "nobody tells of {:?}", untold);
        let unseen: BTreeSet<Told> = rows.iter().filter(|(_, seen)| !**seen).map(|(told, _)| *told).collect();
        let undone: Vec<_> = unseen.difference(&stands).collect();
        prop_assert!(undone.is_empty(), "told still: {:?}", undone);
        // With whoever is deleted, in whatever way, go those that they caused; only for good do those that they were told.
        let life =
            |id: UserId| self.people.iter().zip(&self.lives).find(|(person, _)| person.id == id).map(|(_, life)| *life);
        let stays = |to, by| life(to) != Some(Life::Hard) && life(by) == Some(Life::Live);
        for (to, kind, by, id) in seen.iter().filter(|(to, _, by, _)| stays(*to, *by)) {
            prop_assert_eq!(rows.get(&(*to, *kind, *by, *id)), Some(&true), "what was seen stays");
        }
        for (user, person) in self.people.iter().enumerate().filter(|(user, _)| self.lives[*user] == Life::Live) {
            let count = person.get("/api/v2/notification/unseen/count/").await.expect(200).json();
            let of_user = unseen.iter().filter(|(to, ..)| *to == person.id).count();
            prop_assert_eq!(count, json!({"count": of_user}), "user {}", user);
        }
        Ok(())
    }
}

fn list(rest: &str) -> String {
    format!("/api/v2/user/{rest}")
}

/// What somebody is to be told of a friendship.
fn told(friendship: &Friendship) -> Option<Told> {
    let Friendship { from, to, id, state, since, .. } = *friendship;
    match state {
        State::Pending => Some((to, "connection_request", from, id.get())),
        State::Connected => Some((from, "connection_accept", to, since.unwrap().get())),
        State::Rejected | State::Withdrawn => None,
    }
}

/// The notifications that there are, as the stream has them, and whether they were seen.
pub fn notifications(stream: &Stream) -> BTreeMap<Told, bool> {
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
        let before = notes.insert((user("to"), kind, user("user"), id("id")), !row["seen"].is_null());
        assert_eq!(before, None, "told twice: {key:?}");
    }
    notes
}

async fn run(shards: usize, steps: Vec<Step<Operation>>) -> TestCaseResult {
    let mut world = World::new().await;
    let mut stream = Stream::new(&world.app, shards);
    let mut seen = BTreeSet::new();
    for step in &steps {
        stream.step(&mut world, step).await;
        seen.extend(notifications(&stream).into_iter().filter(|(_, seen)| *seen).map(|(told, _)| told));
    }
    for _ in 0..2 {
        stream.drain().await;
        world.check(&stream).await?;
        world.check_notifications(&stream, &seen).await?;
        let before = notifications(&stream);
        stream.replay().await;
        stream.drain().await;
        prop_assert_eq!(notifications(&stream), before, "a replay changes nothing");
    }
    Ok(())
}

steps::properties!(8);
