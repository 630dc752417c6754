//! Pictures that somebody uploads and deletes. Where they are kept has good weather; what tells of them has not.

use std::collections::BTreeMap;

use rand::RngExt as _;
use rand::seq::IteratorRandom as _;
use serde_json::json;
use tests::{App, Person, Routes as _, pictures};

use crate::turn::{Possible, Turn, becomes};

const PATH: &str = "/api/v2/user/avatar/";
/// The service takes no more than 20.
const ENOUGH: usize = 12;

#[derive(Default)]
pub struct Avatars {
    /// Whether each is there, by its id.
    there: BTreeMap<u64, Possible<bool>>,
    /// How many may be there whose id was not told.
    maybe: usize,
}

impl Avatars {
    pub async fn act(&mut self, turn: &mut Turn<'_>) {
        let known = self.there.iter().filter(|(_, possible)| !possible.contains(&false)).map(|(id, _)| *id);
        let known = known.choose(turn.rng);
        let full = self.there.len() + self.maybe >= ENOUGH;
        match known {
            Some(id) if full || turn.rng.random_bool(0.4) => {
                let done = turn.does(turn.me.delete(PATH).json(&json!({"avatar_id": id})), 204).await;
                becomes(self.there.get_mut(&id).unwrap(), [false].into(), done);
            }
            _ if full => {}
            _ => {
                let picture = pictures::base64(&pictures::png(8, 8));
                match turn.ask(turn.me.post(PATH).json(&json!({"avatar_base64": picture}))).await {
                    Some(answer) => {
                        let id = answer.expect(201).json()["id"].as_u64().unwrap();
                        self.there.insert(id, [true].into());
                    }
                    None => self.maybe += 1,
                }
            }
        }
    }

    pub async fn check(&self, app: &App, me: &Person) {
        let listed = me.get("/api/v2/user/avatar/?limit=100").await.expect(200).json();
        let listed = listed["results"].as_array().unwrap();
        let ids: Vec<u64> = listed.iter().map(|avatar| avatar["id"].as_u64().unwrap()).collect();
        for (id, possible) in &self.there {
            let found = ids.iter().filter(|listed| *listed == id).count();
            assert!(found <= 1 && possible.contains(&(found == 1)), "{found}: {possible:?}");
        }
        assert!(ids.iter().filter(|id| !self.there.contains_key(id)).count() <= self.maybe, "{ids:?}");
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
