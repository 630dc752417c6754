//! Friendships, however the stream is delivered: the numbers are those of the facts, everybody is told of what stands
//! and of nothing else, and nothing stands between anybody and those who are gone.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use shared::domain::friendship::{Action, State};
use shared::domain::{Friendship, UserId};
use tests::{App, Person, Routes as _};

use crate::delivery::Stream;

const USERS: usize = 4;

#[derive(Clone, Debug)]
enum Operation {
    Act { by: usize, with: usize, action: Action, named: bool },
    SeeRequests(usize),
    SoftDelete(usize),
    HardDelete(usize),
}

#[derive(Clone, Debug)]
enum Step {
    /// All at once.
    Do(Vec<Operation>),
    /// A user looks at their notifications.
    Read(usize),
    /// A part of a shard: some of what was delivered before, and some of what was not; perhaps more than once at the
    /// same time.
    Deliver { shard: usize, again: usize, new: usize, copies: usize, crash: Option<u32> },
    /// Both at once.
    Both(Vec<Operation>, usize),
}

#[derive(Clone, Copy, PartialEq)]
enum Life {
    Live,
    Soft,
    Hard,
}

fn operation() -> impl Strategy<Value = Operation> {
    let pair = (0..USERS, 1..USERS).prop_map(|(by, on)| (by, (by + on) % USERS));
    let action = prop_oneof![1 => Just(0_usize), 2 => 1..6_usize].prop_map(|n| Action::ALL[n]);
    prop_oneof![
        40 => (pair, action, any::<bool>())
            .prop_map(|((by, with), action, named)| Operation::Act { by, with, action, named }),
        2 => (0..USERS).prop_map(Operation::SeeRequests),
        1 => (0..USERS).prop_map(Operation::SoftDelete),
        1 => (0..USERS).prop_map(Operation::HardDelete),
    ]
}

fn step(crash: impl Strategy<Value = Option<u32>> + 'static) -> impl Strategy<Value = Step> {
    let operations = || proptest::collection::vec(operation(), 1..7);
    prop_oneof![
        4 => operations().prop_map(Step::Do),
        1 => (0..USERS).prop_map(Step::Read),
        4 => (0..3_usize, 0..30_usize, 0..20_usize, 1..3_usize, crash).prop_map(|(shard, again, new, copies, crash)| {
            Step::Deliver { shard, again, new, copies, crash }
        }),
        1 => (operations(), 0..3_usize).prop_map(|(operations, shard)| Step::Both(operations, shard)),
    ]
}

/// Who is told, of what, by whom, under which id.
type Told = (UserId, &'static str, UserId, u64);

struct World {
    app: App,
    admin: Person,
    people: Vec<Person>,
    lives: Vec<Life>,
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

    async fn friendships(&self) -> Vec<Friendship> {
        let mut found = Vec::new();
        for one in 0..USERS {
            for other in one + 1..USERS {
                let [one, other] = [self.people[one].id, self.people[other].id];
                found.extend(self.app.state.store.friendship(one, other).await.expect("an answer"));
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
fn notifications(stream: &Stream) -> BTreeMap<Told, bool> {
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

async fn run(shards: usize, steps: Vec<Step>) -> TestCaseResult {
    let mut world = World::new().await;
    let mut stream = Stream::new(&world.app, shards);
    let mut seen = BTreeSet::new();
    for step in &steps {
        stream.pull().await;
        match step {
            Step::Do(operations) => world.perform(operations).await,
            Step::Read(user) => {
                let answer = world.people[*user].get("/api/v2/notification/?limit=100").await;
                assert!([200, 401].contains(&answer.status), "{answer:?}");
                stream.pull().await;
                seen.extend(notifications(&stream).into_iter().filter(|(_, seen)| *seen).map(|(told, _)| told));
            }
            Step::Deliver { shard, again, new, copies, crash } => {
                let shard = shard % shards;
                let (done, all) = (stream.shards[shard].done, stream.shards[shard].records.len());
                let (from, to) = (done.saturating_sub(*again), all.min(done + new));
                stream.deliver(shard, from, to, *copies, *crash).await;
            }
            Step::Both(operations, shard) => {
                let shard = shard % shards;
                let (done, all) = (stream.shards[shard].done, stream.shards[shard].records.len());
                futures::join!(world.perform(operations), stream.deliver(shard, done, all, 2, None));
            }
        }
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

fn block_on(case: impl Future<Output = TestCaseResult>) -> TestCaseResult {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(case)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_repeats_and_prefixes_change_nothing(
        shards in 1..4_usize,
        steps in proptest::collection::vec(step(Just(None)), 10..40),
    ) {
        block_on(run(shards, steps))?;
    }

    #[test]
    fn crashes_change_nothing(
        shards in 1..4_usize,
        steps in proptest::collection::vec(step(proptest::option::weighted(0.7, 0..60_u32)), 10..40),
    ) {
        block_on(run(shards, steps))?;
    }
}

/// The notifications of a user: type, who caused it, and whether it is new; the newest first.
async fn told_to(me: &Person) -> Vec<(String, String, bool)> {
    let page = me.get("/api/v2/user/me/notifications/").await.expect(200).json();
    let all = page["results"].as_array().unwrap().iter().flat_map(|result| result["aggregated"].as_array().unwrap());
    let read = |note: &Value| {
        let kind = note["type"].as_str().unwrap();
        let user = match kind {
            "connection_request" => &note["request_user"],
            "connection_accept" => &note["accept_user"],
            other => panic!("{other}"),
        };
        (kind.to_owned(), user["username"].as_str().unwrap().to_owned(), note["is_new"].as_bool().unwrap())
    };
    all.map(read).collect()
}

const REQUEST: &str = "connection_request";
const ACCEPT: &str = "connection_accept";

fn notes(expected: &[(&str, &str, bool)]) -> Vec<(String, String, bool)> {
    expected.iter().map(|(kind, user, new)| ((*kind).to_owned(), (*user).to_owned(), *new)).collect()
}

/// Each step, with what either has unread of the other after it.
#[tokio::test]
async fn an_unread_notification_comes_and_goes_with_what_it_tells() {
    let app = App::new().await;
    let [alice, bob] = &[app.member("alice").await, app.member("bob").await];
    for (by, action, with, to_alice, to_bob) in [
        (alice, "request", bob, None, Some(REQUEST)),
        (alice, "request", bob, None, Some(REQUEST)),
        (alice, "cancel_request", bob, None, None),
        (alice, "request", bob, None, Some(REQUEST)),
        (bob, "reject", alice, None, None),
        (bob, "cancel_reject", alice, None, Some(REQUEST)),
        (bob, "reject", alice, None, None),
        (alice, "cancel_request", bob, None, None),
        // The direction turns.
        (bob, "request", alice, Some(REQUEST), None),
        (alice, "accept", bob, None, Some(ACCEPT)),
        (alice, "remove", bob, None, None),
        (alice, "request", bob, None, Some(REQUEST)),
        // Who asks back accepts.
        (bob, "request", alice, Some(ACCEPT), None),
        (bob, "remove", alice, None, None),
        (alice, "request", bob, None, Some(REQUEST)),
        (bob, "reject", alice, None, None),
        (bob, "request", alice, Some(ACCEPT), None),
    ] {
        app.state.clock.advance(Duration::from_millis(2));
        by.post(&with.path(&format!("connection/{action}/"))).await.expect(200);
        app.settle().await;
        let expected =
            |told: Option<&'static str>, by| told.map(|kind| (kind, by, true)).into_iter().collect::<Vec<_>>();
        assert_eq!(told_to(alice).await, notes(&expected(to_alice, "bob")), "{action} by {}", by.name);
        assert_eq!(told_to(bob).await, notes(&expected(to_bob, "alice")), "{action} by {}", by.name);
    }
}

#[tokio::test]
async fn what_was_read_stays_and_is_not_told_again() {
    let app = App::new().await;
    let [alice, bob] = &[app.member("alice").await, app.member("bob").await];
    let mut stream = Stream::new(&app, 2);
    let mut told: Vec<(&str, &str, bool)> = Vec::new();
    for (by, action, with, new) in [
        (alice, "request", bob, Some(REQUEST)),
        (bob, "reject", alice, None),
        // The same request comes back, and was read.
        (bob, "cancel_reject", alice, None),
        (alice, "cancel_request", bob, None),
        // Another one.
        (alice, "request", bob, Some(REQUEST)),
        (bob, "accept", alice, None),
        (bob, "remove", alice, None),
        (bob, "request", alice, None),
        (alice, "accept", bob, Some(ACCEPT)),
    ] {
        app.state.clock.advance(Duration::from_millis(2));
        by.post(&with.path(&format!("connection/{action}/"))).await.expect(200);
        stream.drain().await;
        if let Some(kind) = new {
            told.insert(0, (kind, "alice", true));
        }
        assert_eq!(told_to(bob).await, notes(&told), "{action}");
        bob.get("/api/v2/notification/").await.expect(200);
        told.iter_mut().for_each(|(_, _, new)| *new = false);
        stream.replay().await;
        stream.drain().await;
        assert_eq!(told_to(bob).await, notes(&told), "{action}, replayed");
    }
}

#[tokio::test]
async fn who_is_hidden_asks_and_accepts_unheard_and_yet_it_is_so() {
    let app = App::new().await;
    let [alice, bob, eve] = &[app.member("alice").await, app.member("bob").await, app.member("eve").await];
    bob.post(&alice.path("connection/request/")).await.expect(200);
    bob.post(&alice.path("hide/")).await.expect(201);
    alice.post(&bob.path("connection/accept/")).await.expect(200);
    alice.post(&eve.path("connection/request/")).await.expect(200);
    alice.post(&bob.path("connection/remove/")).await.expect(200);
    alice.post(&bob.path("connection/request/")).await.expect(200);
    app.settle().await;
    assert_eq!((told_to(bob).await, told_to(eve).await), (notes(&[]), notes(&[(REQUEST, "alice", true)])));
    let counters = bob.get(&bob.path("counters/")).await.expect(200).json();
    assert_eq!(counters["connection_requests_received"], 1);
    let status = bob.get(&alice.path("connection_status/")).await.expect(200).json();
    assert_eq!(status, json!({"connection_status": "received_connection_request"}));
    // The one who hides is heard.
    bob.post(&alice.path("connection/accept/")).await.expect(200);
    app.settle().await;
    assert_eq!((told_to(alice).await, told_to(bob).await), (notes(&[(ACCEPT, "bob", true)]), notes(&[])));
}

/// Everybody acts on one who is being deleted, who acts on everybody.
#[tokio::test]
async fn acts_with_one_who_is_being_deleted_leave_nothing_behind() {
    for how in ["", "?hard=1"] {
        let app = App::new().await;
        let gone = app.member("gone").await;
        let mut others = Vec::new();
        for n in 0..8 {
            others.push(app.member(&format!("user_{n}")).await);
        }
        for (n, other) in others.iter().enumerate() {
            if n % 2 == 0 {
                gone.post(&other.path("connection/request/")).await.expect(200);
            } else if n % 3 == 0 {
                other.post(&gone.path("connection/request/")).await.expect(200);
            }
        }
        let gone = &gone;
        let acts = others.iter().enumerate().flat_map(|(n, other)| {
            let actions = Action::ALL.map(Action::name);
            let theirs = other.post(&gone.path(&format!("connection/{}/", actions[n % 2])));
            let own = gone.post(&other.path(&format!("connection/{}/", actions[n % 6])));
            let name = json!({"username": "gone"});
            let by_name = other.post("/api/v2/user/me/connection/request/").json(&name);
            [theirs, own, by_name]
        });
        let (answers, deleted) =
            futures::join!(join_all(acts.map(IntoFuture::into_future)), gone.delete(&gone.path(how)).into_future());
        assert_eq!(deleted.status, 204);
        assert!(answers.iter().all(|answer| answer.status < 500), "{answers:?}");
        let mut stream = Stream::new(&app, 2);
        stream.drain().await;
        let pairs: Vec<_> = stream.table.keys().filter(|(pk, _)| pk.starts_with("P#")).collect();
        assert!(pairs.is_empty(), "{how}: {pairs:?}");
        let unseen: Vec<_> = notifications(&stream).into_iter().filter(|(_, seen)| !seen).collect();
        assert!(unseen.is_empty(), "{how}: {unseen:?}");
        for other in &others {
            let counters = other.get(&other.path("counters/")).await.expect(200).json();
            for name in ["connections", "connection_requests_received", "connection_requests_sent"] {
                assert_eq!(counters[name], 0, "{how}: {counters}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_deleted_user_caused_goes_even_where_it_was_read() {
    let app = App::new().await;
    let [gone, bob] = &[app.member("gone").await, app.member("bob").await];
    let mut stream = Stream::new(&app, 1);
    gone.post(&bob.path("connection/request/")).await.expect(200);
    stream.drain().await;
    bob.get("/api/v2/notification/").await.expect(200);
    gone.delete(&gone.path("?hard=1")).await.expect(204);
    stream.drain().await;
    assert!(notifications(&stream).is_empty(), "{:?}", notifications(&stream));
}

/// More of each kind than one part of the clearing takes.
#[tokio::test]
async fn a_user_with_many_friends_goes_as_surely_as_one_with_few() {
    let app = App::new().await;
    let star = app.member("star").await;
    let store = &app.state.store;
    for n in 0..450_u64 {
        let other = UserId::try_from(1_000_000 + n).unwrap();
        let (by, with) = if n % 2 == 0 { (star.id, other) } else { (other, star.id) };
        let id = shared::domain::Id::try_from((1 << 40) + (n << 12)).unwrap();
        let act = |by, with, action| shared::domain::friendship::Act { by, with, action, id };
        let asked = store.act(act(by, with, Action::Request), None).await.unwrap();
        if n < 225 {
            store.act(act(with, by, Action::Accept), asked).await.unwrap();
        }
    }
    let mut stream = Stream::new(&app, 2);
    stream.drain().await;
    assert_eq!(stream.table.keys().filter(|(pk, _)| pk.starts_with("P#")).count(), 450);
    star.delete(&star.path("?hard=1")).await.expect(204);
    stream.drain().await;
    let left: Vec<_> = stream.table.keys().filter(|(pk, _)| pk.starts_with("P#")).collect();
    assert!(left.is_empty(), "{left:?}");
}
