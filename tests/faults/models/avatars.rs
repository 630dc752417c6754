//! Avatars that a virtual user uploads and deletes. The table fails; the file store does not.

use std::collections::BTreeMap;

use rand::RngExt as _;
use rand::seq::IteratorRandom as _;
use serde_json::json;
use tests::{App, Routes as _, TestUser, pictures};

use crate::step::{Possible, Step, transition};

const PATH: &str = "/api/v2/user/avatar/";
/// Below the 20 that the service accepts.
const MAX_AVATARS: usize = 12;

#[derive(Default)]
pub struct Avatars {
    /// Whether each avatar exists, by its id.
    exists: BTreeMap<u64, Possible<bool>>,
    /// How many uploads had an unknown outcome, so that no id was returned.
    unknown: usize,
}

impl Avatars {
    pub async fn step(&mut self, step: &mut Step<'_>) {
        let known = self.exists.iter().filter(|(_, possible)| !possible.contains(&false)).map(|(id, _)| *id);
        let known = known.choose(step.rng);
        let full = self.exists.len() + self.unknown >= MAX_AVATARS;
        match known {
            Some(id) if full || step.rng.random_bool(0.4) => {
                let done = step.acknowledged(step.me.delete(PATH).json(&json!({"avatar_id": id})), 204).await;
                transition(self.exists.get_mut(&id).unwrap(), [false].into(), done);
            }
            _ if full => {}
            _ => {
                let picture = pictures::base64(&pictures::png(8, 8));
                match step.send(step.me.post(PATH).json(&json!({"avatar_base64": picture}))).await {
                    Some(answer) => {
                        let id = answer.expect(201).json()["id"].as_u64().unwrap();
                        self.exists.insert(id, [true].into());
                    }
                    None => self.unknown += 1,
                }
            }
        }
    }

    pub async fn check(&self, app: &App, me: &TestUser) {
        let listed = me.get("/api/v2/user/avatar/?limit=100").await.expect(200).json();
        let listed = listed["results"].as_array().unwrap();
        let ids: Vec<u64> = listed.iter().map(|avatar| avatar["id"].as_u64().unwrap()).collect();
        for (id, possible) in &self.exists {
            let found = ids.iter().filter(|listed| *listed == id).count();
            assert!(found <= 1 && possible.contains(&(found == 1)), "{found}: {possible:?}");
        }
        assert!(ids.iter().filter(|id| !self.exists.contains_key(id)).count() <= self.unknown, "{ids:?}");
        for avatar in listed {
            let file = avatar["avatar"].as_str().unwrap().strip_prefix("http://kith.test").unwrap();
            app.get(file).await.expect(200);
        }
        let primary: Vec<_> = listed.iter().filter(|avatar| avatar["primary"] == true).collect();
        assert_eq!(primary.len(), usize::from(!listed.is_empty()), "{listed:?}");
        if let [primary] = primary[..] {
            assert_eq!(me.get("/api/v2/user/me/avatar/").await.expect(200).json()["avatar"], primary["avatar"]);
        }
    }
}
