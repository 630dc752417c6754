//! Posts that a virtual user publishes and deletes, and the user's votes.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt as _;
use serde_json::{Value, json};
use shared::domain::{Id, ReactionKind};
use tests::{App, Routes as _, TestUser};

use crate::step::{Fixtures, Possible, Step, toggle, transition};

pub struct Posts {
    /// A post that is never deleted: its id and those of its poll's choices.
    pub first: (u64, Vec<u64>),
    /// Whether the post with each text exists.
    texts: BTreeMap<String, Possible<bool>>,
    /// The texts of posts that certainly exist and may be deleted, by id.
    deletable: BTreeMap<u64, String>,
    votes: BTreeMap<usize, Possible<bool>>,
    chosen: BTreeMap<usize, Possible<Option<usize>>>,
}

impl Posts {
    /// Publishes the first post; the requests of `me` must not be subject to faults.
    pub async fn with_first_post(me: &TestUser) -> Self {
        let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}, {"choice": "c"}]});
        let post = me.post("/api/v2/post/").json(&json!({"text": "the first", "poll": poll})).await.expect(201).json();
        let choices = post["poll"]["choices"].as_array().unwrap().iter().map(|c| c["id"].as_u64().unwrap()).collect();
        Self {
            first: (post["id"].as_u64().unwrap(), choices),
            texts: [("the first".to_owned(), [true].into())].into(),
            deletable: BTreeMap::new(),
            votes: BTreeMap::new(),
            chosen: BTreeMap::new(),
        }
    }

    pub async fn step(&mut self, step: &mut Step<'_>) {
        let n = step.rng.random_range(0..step.fixtures.posts.len());
        let (post, choices) = &step.fixtures.posts[n];
        match step.rng.random_range(0..5) {
            0 => {
                let done = step.acknowledged(step.me.post(&format!("/api/v2/post/{post}/vote/")), 204).await;
                toggle(self.votes.entry(n).or_insert([false].into()), done);
            }
            1 | 2 => {
                let choice = step.rng.random_range(0..choices.len());
                let vote = step.me.post(&format!("/api/v2/post/{post}/poll/vote/"));
                let done = step.acknowledged(vote.json(&json!({"choice": choices[choice]})), 204).await;
                let before = self.chosen.entry(n).or_insert([None].into());
                let after = before.iter().map(|chosen| (*chosen != Some(choice)).then_some(choice)).collect();
                transition(before, after, done);
            }
            3 => self.publish(step).await,
            _ => self.delete(step).await,
        }
    }

    async fn publish(&mut self, step: &mut Step<'_>) {
        let text = format!("thought {}", step.rng.random::<u64>());
        let answer = step.send(step.me.post("/api/v2/post/").json(&json!({"text": text}))).await;
        let mut possible: Possible<bool> = [false].into();
        transition(&mut possible, [true].into(), answer.is_some());
        if let Some(answer) = answer {
            let id = answer.expect(201).json()["id"].as_u64().unwrap();
            self.deletable.insert(id, text.clone());
        }
        self.texts.insert(text, possible);
    }

    /// Deletes a post, together with a vote for it.
    async fn delete(&mut self, step: &mut Step<'_>) {
        let Some((id, text)) = self.deletable.pop_first() else { return };
        step.acknowledged(step.me.post(&format!("/api/v2/post/{id}/vote/")), 204).await;
        let done = step.acknowledged(step.me.delete(&format!("/api/v2/post/{id}/")), 204).await;
        transition(self.texts.get_mut(&text).unwrap(), [false].into(), done);
    }

    pub async fn check(&self, app: &App, me: &TestUser, fixtures: &Fixtures) {
        for (n, possible) in &self.votes {
            let post: Id = fixtures.posts[*n].0.try_into().unwrap();
            let found = app.state.store.reactions().get(ReactionKind::Vote, post, me.id).await.unwrap();
            assert!(possible.contains(&found.is_some()), "{found:?}: {possible:?}");
        }
        for (n, possible) in &self.chosen {
            let (post, choices) = &fixtures.posts[*n];
            let found = me.get(&format!("/api/v2/post/{post}/")).await.expect(200).json();
            let votes = found["poll"]["votes"].as_array().unwrap();
            assert!(votes.len() <= 1, "{votes:?}");
            let chosen = votes.first().map(|vote| choices.iter().position(|choice| vote["choice"] == *choice).unwrap());
            assert!(possible.contains(&chosen), "{chosen:?}: {possible:?}");
        }
        let found = published(app, me).await;
        let once: BTreeSet<&String> = found.iter().collect();
        assert_eq!(once.len(), found.len(), "published twice");
        for (text, possible) in &self.texts {
            assert!(possible.contains(&once.contains(text)), "{text}: {possible:?}");
        }
        assert!(found.iter().all(|text| self.texts.contains_key(text)), "{found:?}");
        let counters = app.get(&me.path("counters/")).await.expect(200).json();
        assert_eq!(counters["posts"], found.len());
    }
}

/// The texts of all posts by the user.
async fn published(app: &App, me: &TestUser) -> Vec<String> {
    let mut found = Vec::new();
    let mut path = Some(me.path("feed/?limit=100"));
    while let Some(url) = path {
        let page: Value = app.get(&url).await.expect(200).json();
        found.extend(page["results"].as_array().unwrap().iter().map(|p| p["summary"].as_str().unwrap().to_owned()));
        path = page["next"].as_str().map(|next| next.strip_prefix("http://kith.test").unwrap().to_owned());
    }
    found
}
