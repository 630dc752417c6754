//! Somebody who does things, and remembers what must have come of them.

use std::collections::{BTreeMap, BTreeSet};

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use shared::domain::{Id, ReactionKind};
use tests::{Answer, App, Person, Routes as _};

/// What may be so. What was acknowledged leaves one possibility, what was refused by the weather adds one.
type Possible<T> = BTreeSet<T>;

/// Who and what there is for everybody.
pub struct Scene {
    people: Vec<Person>,
    /// A post of each, which has a poll of one choice, and its choices.
    posts: Vec<(u64, Vec<u64>)>,
}

impl Scene {
    pub fn of(actors: &[Actor]) -> Self {
        let people = actors.iter().map(|actor| actor.me.clone()).collect();
        Self { people, posts: actors.iter().map(|actor| actor.asked.clone()).collect() }
    }
}

pub struct Actor {
    me: Person,
    rng: SmallRng,
    asked: (u64, Vec<u64>),
    follows: BTreeMap<usize, Possible<bool>>,
    votes: BTreeMap<usize, Possible<bool>>,
    chosen: BTreeMap<usize, Possible<Option<usize>>>,
    real_name: Possible<String>,
    /// The texts of what was published, and of what may have been.
    published: BTreeSet<String>,
    maybe: BTreeSet<String>,
    pub acknowledged: usize,
    pub refused: usize,
}

impl Actor {
    pub async fn new(app: &App, me: Person, seed: u64) -> Self {
        let poll = json!({"title": "?", "choices": [{"choice": "a"}, {"choice": "b"}, {"choice": "c"}]});
        let calm = app.person(&me);
        let post =
            calm.post("/api/v2/post/").json(&json!({"text": "the first", "poll": poll})).await.expect(201).json();
        let choices = post["poll"]["choices"].as_array().unwrap().iter().map(|c| c["id"].as_u64().unwrap()).collect();
        Self {
            me,
            rng: SmallRng::seed_from_u64(seed),
            asked: (post["id"].as_u64().unwrap(), choices),
            follows: BTreeMap::new(),
            votes: BTreeMap::new(),
            chosen: BTreeMap::new(),
            real_name: [String::new()].into(),
            published: ["the first".to_owned()].into(),
            maybe: BTreeSet::new(),
            acknowledged: 0,
            refused: 0,
        }
    }

    /// Does one thing.
    pub async fn act(&mut self, scene: &Scene) {
        let n = self.rng.random_range(0..scene.people.len());
        match self.rng.random_range(0..6) {
            0 if scene.people[n].id != self.me.id => {
                let answer = self.me.post(&scene.people[n].path("follow/")).await;
                let done = self.is_done(answer, 201);
                toggled(self.follows.entry(n).or_insert([false].into()), done);
            }
            1 => {
                let answer = self.me.post(&format!("/api/v2/post/{}/vote/", scene.posts[n].0)).await;
                let done = self.is_done(answer, 204);
                toggled(self.votes.entry(n).or_insert([false].into()), done);
            }
            2 => {
                let choice = self.rng.random_range(0..3);
                let (post, choices) = &scene.posts[n];
                let body = json!({"choice": choices[choice]});
                let answer = self.me.post(&format!("/api/v2/post/{post}/poll/vote/")).json(&body).await;
                let done = self.is_done(answer, 204);
                let before = self.chosen.entry(n).or_insert([None].into());
                let after = before.iter().map(|chosen| (*chosen != Some(choice)).then_some(choice)).collect();
                becomes(before, after, done);
            }
            3 => {
                let text = format!("thought {}", self.rng.random::<u64>());
                let answer = self.me.post("/api/v2/post/").json(&json!({"text": text})).await;
                let texts = if self.is_done(answer, 201) { &mut self.published } else { &mut self.maybe };
                texts.insert(text);
            }
            4 => {
                let name = format!("Name {}", self.rng.random::<u32>());
                let answer = self.me.patch(&self.me.path("")).json(&json!({"real_name": name})).await;
                let done = self.is_done(answer, 200);
                becomes(&mut self.real_name, [name].into(), done);
            }
            _ => {
                for path in ["/api/v2/feed/".to_owned(), scene.people[n].path("feed/"), self.me.path("followers/")] {
                    let answer = self.me.get(&path).await;
                    self.is_done(answer, 200);
                }
            }
        }
    }

    /// Whether it was done; if not, the client was told that it may try again, in the shape that it knows.
    fn is_done(&mut self, answer: Answer, status: u16) -> bool {
        if answer.status == status {
            self.acknowledged += 1;
            return true;
        }
        assert!([503, 504].contains(&answer.status), "{answer:?}");
        assert!(answer.json()["errors"][0]["code"].is_string(), "{answer:?}");
        assert_ne!(answer.header("retry-after"), "", "{answer:?}");
        self.refused += 1;
        false
    }

    /// Holds what is there against what must be.
    pub async fn check(&mut self, app: &App, scene: &Scene) {
        let me = app.person(&self.me);
        for (n, possible) in &self.follows {
            let found = me.get(&scene.people[*n].path("is_followed/")).await.expect(200).json();
            assert!(possible.contains(&found["is_followed"].as_bool().unwrap()), "{found}: {possible:?}");
        }
        for (n, possible) in &self.votes {
            let post: Id = scene.posts[*n].0.try_into().unwrap();
            let found = app.state.store.reaction(ReactionKind::Vote, post, me.id).await.unwrap();
            assert!(possible.contains(&found.is_some()), "{found:?}: {possible:?}");
        }
        for (n, possible) in &self.chosen {
            let (post, choices) = &scene.posts[*n];
            let found = me.get(&format!("/api/v2/post/{post}/")).await.expect(200).json();
            let votes = found["poll"]["votes"].as_array().unwrap();
            assert!(votes.len() <= 1, "{votes:?}");
            let chosen = votes.first().map(|vote| choices.iter().position(|choice| vote["choice"] == *choice).unwrap());
            assert!(possible.contains(&chosen), "{chosen:?}: {possible:?}");
        }
        let found = me.get("/api/v2/user/me/").await.expect(200).json();
        assert!(self.real_name.contains(found["real_name"].as_str().unwrap()), "{found}: {:?}", self.real_name);
        self.check_published(app).await;
    }

    async fn check_published(&self, app: &App) {
        let mut found = Vec::new();
        let mut path = Some(self.me.path("feed/?limit=100"));
        while let Some(at) = path {
            let page: Value = app.get(&at).await.expect(200).json();
            found.extend(page["results"].as_array().unwrap().iter().map(|p| p["summary"].as_str().unwrap().to_owned()));
            path = page["next"].as_str().map(|next| next.strip_prefix("http://kith.test").unwrap().to_owned());
        }
        let once: BTreeSet<String> = found.iter().cloned().collect();
        assert_eq!(once.len(), found.len(), "published twice");
        assert!(self.published.is_subset(&once), "lost: {:?}", self.published.difference(&once).collect::<Vec<_>>());
        let known: BTreeSet<String> = self.published.union(&self.maybe).cloned().collect();
        assert!(once.is_subset(&known));
        let counters = app.get(&self.me.path("counters/")).await.expect(200).json();
        assert_eq!(counters["posts"], found.len());
    }
}

fn toggled(possible: &mut Possible<bool>, done: bool) {
    let after = possible.iter().map(|there| !there).collect();
    becomes(possible, after, done);
}

fn becomes<T: Ord>(possible: &mut Possible<T>, after: Possible<T>, done: bool) {
    if done {
        *possible = after;
    } else {
        possible.extend(after);
    }
}
