//! What stands between somebody and a friend, for both of whom is acted, one act after the other.

use rand::RngExt as _;
use rand::seq::IndexedRandom as _;
use serde_json::json;
use shared::domain::graph::friendship::FriendshipAction;
use tests::friendship::Bond as State;
use tests::{App, Person, Routes as _};

use crate::turn::Turn;

pub struct Bond {
    people: [Person; 2],
    /// No two are the same.
    possible: Vec<Option<State>>,
}

impl Bond {
    pub fn between(me: &Person, friend: Person) -> Self {
        Self { people: [me.clone(), friend], possible: vec![None] }
    }

    /// Either does one of the actions, mostly one that can be done, by the id of the other or by the name.
    pub async fn act(&mut self, turn: &mut Turn<'_>) {
        let all: Vec<_> = [0, 1].into_iter().flat_map(|by| FriendshipAction::ALL.map(|action| (by, action))).collect();
        let can = |(by, action): &(usize, FriendshipAction)| {
            self.possible.iter().any(|s| State::after(*s, *by, *action).is_ok())
        };
        let able: Vec<_> = all.iter().copied().filter(can).collect();
        let among = if turn.rng.random_bool(0.8) { &able } else { &all };
        let (by, action) = *among.choose(turn.rng).expect("a request can be made, or what was made be ended");
        let (me, other) = (&self.people[by], &self.people[1 - by]);
        let (request, done) = if turn.rng.random_bool(0.5) {
            (me.post(&other.path(&format!("connection/{}/", action.name()))), 200)
        } else {
            let path = format!("/api/v2/user/me/connection/{}/", action.name());
            (me.post(&path).json(&json!({"username": other.name})), 201)
        };
        let answer = turn.ask(request).await;
        let after = self.possible.iter().map(|state| (*state, State::after(*state, by, action)));
        let mut possible: Vec<Option<State>> = match answer.as_ref().map(|answer| answer.status) {
            None => after.flat_map(|(before, after)| [before, after.unwrap_or(before)]).collect(),
            Some(status) if status == done => after.filter_map(|(_, after)| after.ok()).collect(),
            Some(status) => after.filter(|(_, after)| *after == Err(status)).map(|(before, _)| before).collect(),
        };
        assert!(!possible.is_empty(), "{by} {action:?} of {:?}: {answer:?}", self.possible);
        possible.sort_by_key(|state| format!("{state:?}"));
        possible.dedup();
        self.possible = possible;
    }

    pub async fn check(&self, app: &App) {
        let mut found = Vec::new();
        for by in [0, 1] {
            let path = self.people[1 - by].path("connection_status/");
            found.push(app.person(&self.people[by]).get(&path).await.expect(200).json()["connection_status"].clone());
        }
        let seen = |bond: &Option<State>| {
            [0, 1].iter().zip(&found).all(|(by, found)| *found == json!(State::status(*bond, *by)))
        };
        assert!(self.possible.iter().any(seen), "{found:?}: {:?}", self.possible);
    }
}
