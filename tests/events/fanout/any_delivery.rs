//! Whatever is done at the same time, and however the stream is delivered: in the end the numbers are those of the
//! facts, and nothing is left of those who are gone.

use std::collections::BTreeSet;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use shared::domain::UserId;
use shared::store::{Consistency, EdgeList};
use tests::{App, Person, Routes as _};

use crate::delivery::{Stream, counters, walk};
use crate::fanout::names::index_of_names;
use crate::fanout::steps::{self, Step};
use crate::fanout::told::Told;

const USERS: usize = 5;

#[derive(Clone, Debug)]
enum Operation {
    Toggle(usize, usize),
    Follow(usize, usize),
    Unfollow(usize, usize),
    Hide(usize, usize),
    /// A look at the notifications, which marks them as seen.
    Look(usize),
    Rename(usize),
    SoftDelete(usize),
    HardDelete(usize),
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Live,
    Soft,
    Hard,
}

fn operation() -> impl Strategy<Value = Operation> {
    let pair = (0..USERS, 1..USERS).prop_map(|(from, by)| (from, (from + by) % USERS));
    prop_oneof![
        8 => pair.clone().prop_map(|(from, to)| Operation::Toggle(from, to)),
        8 => pair.clone().prop_map(|(from, to)| Operation::Follow(from, to)),
        3 => pair.clone().prop_map(|(from, to)| Operation::Unfollow(from, to)),
        3 => pair.prop_map(|(from, to)| Operation::Hide(from, to)),
        3 => (0..USERS).prop_map(Operation::Look),
        1 => (0..USERS).prop_map(Operation::Rename),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

struct World {
    app: App,
    admin: Person,
    people: Vec<Person>,
    names: Vec<String>,
    states: Vec<State>,
    renames: usize,
    told: Told,
}

impl steps::World<Operation> for World {
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
                Operation::Look(user) => person(user).get("/api/v2/notification/?limit=100").await,
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
                Operation::Hide(from, to) => self.told.hidden(self.people[from].id, self.people[to].id),
                Operation::Look(user) if answer.status == 200 => {
                    self.told.listed(self.people[user].id, &answer.json());
                }
                Operation::Rename(user) if answer.status == 200 => {
                    self.names[user] = answer.json()["username"].as_str().unwrap().to_owned();
                }
                Operation::SoftDelete(user) if answer.status == 204 && self.states[user] == State::Live => {
                    self.states[user] = State::Soft;
                }
                Operation::HardDelete(user) if answer.status == 204 => self.states[user] = State::Hard,
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
            let person = app.member(&format!("user_{n}")).await;
            // Rows of other kinds: a game in a list, and settings.
            let game = json!({"igdb": "1942", "name": "The Witcher 3"});
            person.post("/api/actions/like/").json(&game).await.expect(200);
            people.push(person);
        }
        let names = people.iter().map(|person| person.name.clone()).collect();
        Self { app, admin, people, names, states: vec![State::Live; USERS], renames: 0, told: Told::default() }
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
        let gone: BTreeSet<UserId> =
            (0..USERS).filter(|user| self.states[*user] != State::Live).map(|user| self.people[user].id).collect();
        for user in 0..USERS {
            let id = self.people[user].id;
            let (followers, followings) = (of(user, EdgeList::Followers).await, of(user, EdgeList::Followings).await);
            if self.states[user] == State::Live {
                let walked = [walk(&self.app, id, "followers").await, walk(&self.app, id, "followings").await];
                let [in_list, out_list] = [&walked[0], &walked[1]].map(|ids| ids.iter().copied().collect());
                prop_assert_eq!(&followers, &in_list, "the list of followers of {}", user);
                prop_assert_eq!(&followings, &out_list, "the list of followings of {}", user);
                let lengths = (walked[0].len() as u64, walked[1].len() as u64);
                prop_assert_eq!(counters(&self.app, id).await, lengths, "the numbers of {}", user);
                let edges = followers.union(&followings);
                prop_assert!(edges.into_iter().all(|other| !gone.contains(other)), "user {}", user);
            } else {
                for list in [EdgeList::Followers, EdgeList::Followings, EdgeList::Hidden] {
                    prop_assert_eq!(of(user, list).await, BTreeSet::new(), "{:?} of {}", list, user);
                }
            }
            // The same by what the stream told of each row.
            let rows = stream.table.iter().filter(|((pk, _), _)| *pk == format!("U#{id}"));
            let rows: Vec<_> = rows.map(|((_, sk), row)| (sk.as_str(), row)).collect();
            if self.states[user] == State::Hard {
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
            let lost = gone.iter().find(|id| *pk == format!("U#{id}") || sk.ends_with(&format!("#{id}")));
            prop_assert!(lost.is_none(), "an edge to nowhere: {} {}", pk, sk);
        }
        let live = self.people.iter().zip(&self.states).filter(|(_, state)| **state == State::Live);
        let live: Vec<&Person> = live.map(|(person, _)| person).collect();
        self.told.check(stream, &live).await?;
        index_of_names(&self.app, stream, live.iter().copied().chain([&self.admin])).await
    }
}

async fn run(shards: usize, steps: Vec<Step<Operation>>) -> TestCaseResult {
    let mut world = World::new().await;
    let mut stream = Stream::new(&world.app, shards);
    for step in &steps {
        stream.step(&mut world, step).await;
    }
    stream.drain().await;
    world.check(&stream).await?;
    stream.replay().await;
    stream.drain().await;
    world.check(&stream).await
}

steps::properties!(12);
