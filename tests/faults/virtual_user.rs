//! A virtual user that sends random requests and keeps a model of the state that the responses allow.

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use tests::{App, Routes as _, TestUser};

use crate::models::{Accounts, Avatars, Edges, Folders, Friendship, Games, Posts, Profile};
use crate::step::{Fixtures, Outcomes, Step};

pub struct VirtualUser {
    me: TestUser,
    rng: SmallRng,
    pub outcomes: Outcomes,
    accounts: Accounts,
    avatars: Avatars,
    edges: Edges,
    folders: Folders,
    friendship: Friendship,
    games: Games,
    posts: Posts,
    profile: Profile,
}

impl VirtualUser {
    /// The requests of both `me` and `friend` are subject to the faults; `app` is not. Nothing else acts as the friend.
    pub async fn new(app: &App, me: TestUser, friend: TestUser, seed: u64) -> Self {
        Self {
            rng: SmallRng::seed_from_u64(seed),
            outcomes: Outcomes::default(),
            accounts: Accounts::default(),
            avatars: Avatars::default(),
            edges: Edges::default(),
            folders: Folders::default(),
            friendship: Friendship::between(&me, friend),
            games: Games::default(),
            posts: Posts::with_first_post(&app.same_user(&me)).await,
            profile: Profile::of(&me),
            me,
        }
    }

    /// What these users share; `app` is subject to the faults.
    pub fn fixtures(users: &[Self], app: App) -> Fixtures {
        let people = users.iter().map(|user| user.me.clone()).collect();
        Fixtures { app, people, posts: users.iter().map(|user| user.posts.first.clone()).collect() }
    }

    /// Takes one random step.
    pub async fn step(&mut self, fixtures: &Fixtures) {
        let kind = self.rng.random_range(0..20);
        let mut step = Step { me: &self.me, fixtures, rng: &mut self.rng, outcomes: &mut self.outcomes };
        match kind {
            0..4 => self.edges.step(&mut step).await,
            4..9 => self.posts.step(&mut step).await,
            9..11 => self.profile.step(&mut step).await,
            11..13 => self.friendship.step(&mut step).await,
            13 => self.avatars.step(&mut step).await,
            14..16 => self.folders.step(&mut step).await,
            16 => self.games.step(&mut step).await,
            17..19 => self.accounts.step(&mut step).await,
            _ => {
                for path in ["/api/v2/feed/", "/api/users/user/", "/users/me/", &self.me.path("followers/")] {
                    step.acknowledged(step.me.get(path), 200).await;
                }
            }
        }
    }

    /// Checks the stored state against the model, through an `app` without faults.
    pub async fn check(&self, app: &App, fixtures: &Fixtures) {
        let me = app.same_user(&self.me);
        self.edges.check(&me, fixtures).await;
        self.posts.check(app, &me, fixtures).await;
        self.profile.check(&me).await;
        self.avatars.check(app, &me).await;
        self.folders.check(app, &me).await;
        self.friendship.check(app).await;
        self.games.check(&me).await;
        self.accounts.check(app).await;
    }
}
