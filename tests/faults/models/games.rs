//! Games in a virtual user's lists. All users list the same games.

use std::collections::BTreeMap;

use rand::RngExt as _;
use serde_json::json;
use tests::{Routes as _, TestUser};

use crate::step::{Possible, Step, transition};

/// The actions, and the lists that they toggle.
const LISTS: [(&str, &str); 4] =
    [("log", "played"), ("like", "liked"), ("backlog", "backlog"), ("wishlist", "wishlist")];

/// Which lists contain a game.
type Membership = [bool; 4];

/// The possible lists of each game, by its IGDB id.
#[derive(Default)]
pub struct Games(BTreeMap<u8, Possible<Membership>>);

impl Games {
    pub async fn step(&mut self, step: &mut Step<'_>) {
        let (igdb, list) = (step.rng.random_range(1..=3), step.rng.random_range(0..LISTS.len()));
        let body = json!({"igdb": igdb.to_string(), "name": format!("Game {igdb}")});
        let done = step.acknowledged(step.me.post(&format!("/api/actions/{}/", LISTS[list].0)).json(&body), 200).await;
        let before = self.0.entry(igdb).or_insert([Membership::default()].into());
        let after = before.iter().map(|lists| after(*lists, list)).collect();
        transition(before, after, done);
    }

    pub async fn check(&self, me: &TestUser) {
        for (igdb, possible) in &self.0 {
            let found = me.get(&format!("/api/actions/?igdb={igdb}")).await.expect(200).json();
            // A game without any entry has no list fields.
            let lists = LISTS.map(|(_, list)| found[list].as_bool().unwrap_or(false));
            assert!(possible.contains(&lists), "{found}: {possible:?}");
        }
    }
}

/// Toggles a list; a game that is logged as played leaves the backlog.
fn after(mut lists: Membership, list: usize) -> Membership {
    lists[list] = !lists[list];
    if LISTS[list].0 == "log" && lists[list] {
        lists[2] = false;
    }
    lists
}
