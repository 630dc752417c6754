//! A virtual user's profile, e-mail address and settings.

use rand::RngExt as _;
use serde_json::json;
use tests::{Routes as _, TestUser};

use crate::step::{Possible, Step, transition};

pub struct Profile {
    real_name: Possible<String>,
    email: Possible<String>,
    /// The setting `qa_frequency`: how often the user wants mail.
    frequency: Possible<i64>,
}

impl Profile {
    pub fn of(me: &TestUser) -> Self {
        let email = format!("{}@example.org", me.name);
        Self { real_name: [String::new()].into(), email: [email].into(), frequency: [0].into() }
    }

    pub async fn step(&mut self, step: &mut Step<'_>) {
        let me = step.me;
        match step.rng.random_range(0..3) {
            0 => {
                let name = format!("Name {}", step.rng.random::<u32>());
                let done = step.acknowledged(me.patch(&me.path("")).json(&json!({"real_name": name})), 200).await;
                transition(&mut self.real_name, [name].into(), done);
            }
            1 => {
                let email = format!("{}.{}@example.org", me.name, step.rng.random::<u32>());
                let body = json!({"new_email": email, "confirm": false});
                let done = step.acknowledged(me.patch(&me.path("change_email/")).json(&body), 204).await;
                transition(&mut self.email, [email].into(), done);
            }
            _ => {
                let frequency = step.rng.random_range(-1..=1);
                let body = json!({"qa_frequency": frequency});
                let done = step.acknowledged(me.patch(&me.path("settings/")).json(&body), 200).await;
                transition(&mut self.frequency, [frequency].into(), done);
            }
        }
    }

    pub async fn check(&self, me: &TestUser) {
        let found = me.get("/api/v2/user/me/").await.expect(200).json();
        assert!(self.real_name.contains(found["real_name"].as_str().unwrap()), "{found}: {:?}", self.real_name);
        assert!(self.email.contains(found["email"].as_str().unwrap()), "{found}: {:?}", self.email);
        let found = me.get(&me.path("settings/")).await.expect(200).json();
        assert!(self.frequency.contains(&found["qa_frequency"].as_i64().unwrap()), "{found}: {:?}", self.frequency);
    }
}
