//! The friendship of a virtual user and a friend. Requests are sent as either of the two, one at a time.

use rand::RngExt as _;
use rand::seq::IndexedRandom as _;
use serde_json::json;
use shared::domain::graph::friendship::FriendshipAction;
use tests::friendship::ModelFriendship as Expected;
use tests::{App, Routes as _, TestUser};

use crate::step::Step;

pub struct Friendship {
    people: [TestUser; 2],
    /// Sorted, without duplicates.
    possible: Vec<Option<Expected>>,
}

impl Friendship {
    pub fn between(me: &TestUser, friend: TestUser) -> Self {
        Self { people: [me.clone(), friend], possible: vec![None] }
    }

    /// Sends an action, usually an allowed one, as either user. The other is named by id or by username.
    pub async fn step(&mut self, step: &mut Step<'_>) {
        let all: Vec<_> = [0, 1].into_iter().flat_map(|by| FriendshipAction::ALL.map(|action| (by, action))).collect();
        let is_allowed = |(by, action): &(usize, FriendshipAction)| {
            self.possible.iter().any(|state| Expected::after(*state, *by, *action).is_ok())
        };
        let allowed: Vec<_> = all.iter().copied().filter(is_allowed).collect();
        let candidates = if step.rng.random_bool(0.8) { &allowed } else { &all };
        let (by, action) = *candidates.choose(step.rng).expect("some action is always allowed");
        let (me, other) = (&self.people[by], &self.people[1 - by]);
        let (request, success) = if step.rng.random_bool(0.5) {
            (me.post(&other.path(&format!("connection/{}/", action.name()))), 200)
        } else {
            let path = format!("/api/v2/user/me/connection/{}/", action.name());
            (me.post(&path).json(&json!({"username": other.name})), 201)
        };
        let answer = step.send(request).await;
        let after = self.possible.iter().map(|state| (*state, Expected::after(*state, by, action)));
        let mut possible: Vec<Option<Expected>> = match answer.as_ref().map(|answer| answer.status) {
            None => after.flat_map(|(before, after)| [before, after.unwrap_or(before)]).collect(),
            Some(status) if status == success => after.filter_map(|(_, after)| after.ok()).collect(),
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
            found
                .push(app.same_user(&self.people[by]).get(&path).await.expect(200).json()["connection_status"].clone());
        }
        let matches = |state: &Option<Expected>| {
            [0, 1].iter().zip(&found).all(|(by, found)| *found == json!(Expected::status(*state, *by)))
        };
        assert!(self.possible.iter().any(matches), "{found:?}: {:?}", self.possible);
    }
}
