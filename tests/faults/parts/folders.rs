//! Folders that somebody makes, renames and deletes at home.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt as _;
use rand::seq::IteratorRandom as _;
use tests::{App, Person, Routes as _, folder_id, new_folder};

use crate::turn::{Possible, Turn, becomes};

/// Possible titles of a folder; `None`: it is not there.
type Titles = Possible<Option<String>>;

#[derive(Default)]
pub struct Folders {
    /// Those of which the id was told, by that.
    known: BTreeMap<String, Titles>,
    /// What others may be called.
    maybe: Vec<String>,
}

impl Folders {
    pub async fn act(&mut self, turn: &mut Turn<'_>) {
        let title = format!("folder {}", turn.rng.random::<u64>());
        let certain = self.known.iter().filter(|(_, titles)| titles.len() == 1 && !titles.contains(&None));
        let known = certain.map(|(id, _)| id.clone()).choose(turn.rng);
        match (known, turn.rng.random_range(0..3)) {
            (Some(id), 0) => {
                let folder = folder_id(&id.as_str().into());
                let done = turn.does(turn.me.change_folder(folder, Some(&title), None), 200).await;
                becomes(self.known.get_mut(&id).unwrap(), [Some(title)].into(), done);
            }
            (Some(id), 1) => {
                let done = turn.does(turn.me.delete(&format!("/folders/{id}/")), 204).await;
                becomes(self.known.get_mut(&id).unwrap(), [None].into(), done);
            }
            _ => {
                let new = new_folder(turn.me.home(), &title);
                match turn.ask(turn.me.post("/folders/").json_api(&new)).await {
                    Some(answer) => {
                        let id = answer.expect(201).json()["data"]["id"].as_str().unwrap().to_owned();
                        self.known.insert(id, [Some(title)].into());
                    }
                    None => self.maybe.push(title),
                }
            }
        }
    }

    pub async fn check(&self, app: &App, me: &Person) {
        let listed = me.titles_in(me.home()).await;
        let mut rest: BTreeSet<String> = listed.iter().cloned().collect();
        assert_eq!(rest.len(), listed.len(), "{listed:?}");
        for (id, titles) in &self.known {
            let found = me.get(&format!("/folders/{id}/")).await;
            let title = match found.status {
                404 => None,
                _ => Some(found.expect(200).json()["data"]["attributes"]["title"].as_str().unwrap().to_owned()),
            };
            assert!(titles.contains(&title), "{title:?}: {titles:?}");
            assert!(title.is_none_or(|title| rest.remove(&title)), "{listed:?}");
        }
        assert!(rest.iter().all(|title| self.maybe.contains(title)), "{rest:?}");
        // What limits how many there may be.
        let count = app.rows().get(&format!("U#{}", me.id), "FOLDERS").await;
        assert_eq!(count.map_or(0, |row| row["n"].as_u64().unwrap()), listed.len() as u64);
    }
}
