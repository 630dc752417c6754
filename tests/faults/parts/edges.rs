//! Whom somebody follows, in two dialects, and whom they hide.

use std::collections::BTreeMap;

use rand::RngExt as _;
use serde_json::json;
use tests::{Person, Routes as _};

use crate::turn::{Possible, Scene, Turn, becomes, toggled};

#[derive(Default)]
pub struct Edges {
    follows: BTreeMap<usize, Possible<bool>>,
    hides: BTreeMap<usize, Possible<bool>>,
}

impl Edges {
    pub async fn act(&mut self, turn: &mut Turn<'_>) {
        let n = turn.rng.random_range(0..turn.scene.people.len());
        let other = &turn.scene.people[n];
        if other.id == turn.me.id {
            return;
        }
        match turn.rng.random_range(0..4) {
            0 => {
                let done = turn.does(turn.me.post(&other.path("hide/")), 201).await;
                toggled(self.hides.entry(n).or_insert([false].into()), done);
            }
            1 => {
                let follow = turn.rng.random_bool(0.5);
                let path = if follow { "/api/users/follow/" } else { "/api/users/unfollow/" };
                let done = turn.does(turn.me.post(path).json(&json!({"username": other.name})), 200).await;
                becomes(self.follows.entry(n).or_insert([false].into()), [follow].into(), done);
            }
            _ => {
                let done = turn.does(turn.me.post(&other.path("follow/")), 201).await;
                toggled(self.follows.entry(n).or_insert([false].into()), done);
            }
        }
    }

    pub async fn check(&self, me: &Person, scene: &Scene) {
        for (edges, question) in [(&self.follows, "is_followed"), (&self.hides, "is_hidden")] {
            for (n, possible) in edges {
                let found = me.get(&scene.people[*n].path(&format!("{question}/"))).await.expect(200).json();
                assert!(possible.contains(&found[question].as_bool().unwrap()), "{found}: {possible:?}");
            }
        }
    }
}
