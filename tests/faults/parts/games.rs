//! Games in somebody's lists; the games are the same for everybody.

use std::collections::BTreeMap;

use rand::RngExt as _;
use serde_json::json;
use tests::{Person, Routes as _};

use crate::turn::{Possible, Turn, becomes};

/// The actions, and the lists that they toggle.
const LISTS: [(&str, &str); 4] =
    [("log", "played"), ("like", "liked"), ("backlog", "backlog"), ("wishlist", "wishlist")];

/// Which of the lists hold a game.
type Marks = [bool; 4];

/// By the number of the game.
#[derive(Default)]
pub struct Games(BTreeMap<u8, Possible<Marks>>);

impl Games {
    pub async fn act(&mut self, turn: &mut Turn<'_>) {
        let (igdb, list) = (turn.rng.random_range(1..=3), turn.rng.random_range(0..LISTS.len()));
        let body = json!({"igdb": igdb.to_string(), "name": format!("Game {igdb}")});
        let done = turn.does(turn.me.post(&format!("/api/actions/{}/", LISTS[list].0)).json(&body), 200).await;
        let before = self.0.entry(igdb).or_insert([Marks::default()].into());
        let after = before.iter().map(|marks| after(*marks, list)).collect();
        becomes(before, after, done);
    }

    pub async fn check(&self, me: &Person) {
        for (igdb, possible) in &self.0 {
            let found = me.get(&format!("/api/actions/?igdb={igdb}")).await.expect(200).json();
            // Nothing is said of a game that nobody has touched.
            let marks = LISTS.map(|(_, list)| found[list].as_bool().unwrap_or(false));
            assert!(possible.contains(&marks), "{found}: {possible:?}");
        }
    }
}

/// What has been played needs not be played any more.
fn after(mut marks: Marks, list: usize) -> Marks {
    marks[list] = !marks[list];
    if LISTS[list].0 == "log" && marks[list] {
        marks[2] = false;
    }
    marks
}
