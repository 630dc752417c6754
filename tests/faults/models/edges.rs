//! A virtual user's follows, sent in two dialects, and hides, flipped or set.

use std::collections::BTreeMap;

use rand::RngExt as _;
use serde_json::json;
use tests::{Routes as _, TestUser};

use crate::step::{Fixtures, Possible, Step, toggle, transition};

#[derive(Default)]
pub struct Edges {
    follows: BTreeMap<usize, Possible<bool>>,
    hides: BTreeMap<usize, Possible<bool>>,
}

impl Edges {
    pub async fn step(&mut self, step: &mut Step<'_>) {
        let n = step.rng.random_range(0..step.fixtures.people.len());
        let other = &step.fixtures.people[n];
        if other.id == step.me.id {
            return;
        }
        match step.rng.random_range(0..6) {
            2 | 3 => {
                let (wanted, method) = if step.rng.random_bool(0.5) { (true, "PUT") } else { (false, "DELETE") };
                let (edges, path) =
                    if step.rng.random_bool(0.5) { (&mut self.hides, "hide/") } else { (&mut self.follows, "follow/") };
                let done = step.acknowledged(step.me.request(method, &other.path(path)), 204).await;
                transition(edges.entry(n).or_insert([false].into()), [wanted].into(), done);
            }
            0 => {
                let done = step.acknowledged(step.me.post(&other.path("hide/")), 201).await;
                toggle(self.hides.entry(n).or_insert([false].into()), done);
            }
            1 => {
                let follow = step.rng.random_bool(0.5);
                let path = if follow { "/api/users/follow/" } else { "/api/users/unfollow/" };
                let done = step.acknowledged(step.me.post(path).json(&json!({"username": other.name})), 200).await;
                transition(self.follows.entry(n).or_insert([false].into()), [follow].into(), done);
            }
            _ => {
                let done = step.acknowledged(step.me.post(&other.path("follow/")), 201).await;
                toggle(self.follows.entry(n).or_insert([false].into()), done);
            }
        }
    }

    pub async fn check(&self, me: &TestUser, fixtures: &Fixtures) {
        for (edges, question) in [(&self.follows, "is_followed"), (&self.hides, "is_hidden")] {
            for (n, possible) in edges {
                let found = me.get(&fixtures.people[*n].path(&format!("{question}/"))).await.expect(200).json();
                assert!(possible.contains(&found[question].as_bool().unwrap()), "{found}: {possible:?}");
            }
        }
    }
}
