//! Folders that a virtual user creates, renames and deletes in the home folder.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt as _;
use rand::seq::IteratorRandom as _;
use tests::{App, Routes as _, TestUser, folder_id, new_folder};

use crate::step::{Possible, Step, transition};

/// The possible titles of a folder; `None` if it may not exist.
type Titles = Possible<Option<String>>;

#[derive(Default)]
pub struct Folders {
    /// Folders by the id that was returned for them.
    known: BTreeMap<String, Titles>,
    /// The titles of folders whose creation had an unknown outcome.
    unknown: Vec<String>,
}

impl Folders {
    pub async fn step(&mut self, step: &mut Step<'_>) {
        let title = format!("folder {}", step.rng.random::<u64>());
        let certain = self.known.iter().filter(|(_, titles)| titles.len() == 1 && !titles.contains(&None));
        let known = certain.map(|(id, _)| id.clone()).choose(step.rng);
        match (known, step.rng.random_range(0..3)) {
            (Some(id), 0) => {
                let folder = folder_id(&id.as_str().into());
                let done = step.acknowledged(step.me.change_folder(folder, Some(&title), None), 200).await;
                transition(self.known.get_mut(&id).unwrap(), [Some(title)].into(), done);
            }
            (Some(id), 1) => {
                let done = step.acknowledged(step.me.delete(&format!("/folders/{id}/")), 204).await;
                transition(self.known.get_mut(&id).unwrap(), [None].into(), done);
            }
            _ => {
                let new = new_folder(step.me.home(), &title);
                match step.send(step.me.post("/folders/").json_api(&new)).await {
                    Some(answer) => {
                        let id = answer.expect(201).json()["data"]["id"].as_str().unwrap().to_owned();
                        self.known.insert(id, [Some(title)].into());
                    }
                    None => self.unknown.push(title),
                }
            }
        }
    }

    pub async fn check(&self, app: &App, me: &TestUser) {
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
        assert!(rest.iter().all(|title| self.unknown.contains(title)), "{rest:?}");
        // The counter that limits the number of folders.
        let count = app.rows().get(&format!("U#{}", me.id), "FOLDERS").await;
        assert_eq!(count.map_or(0, |row| row["n"].as_u64().unwrap()), listed.len() as u64);
    }
}
