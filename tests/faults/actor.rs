//! Somebody who does things, and remembers what must have come of them.

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};
use tests::{App, Person, Routes as _};

use crate::parts::{Accounts, Avatars, Bond, Edges, Folders, Games, Posts, Profile};
use crate::turn::{Scene, Tally, Turn};

pub struct Actor {
    me: Person,
    rng: SmallRng,
    pub tally: Tally,
    accounts: Accounts,
    avatars: Avatars,
    bond: Bond,
    edges: Edges,
    folders: Folders,
    games: Games,
    posts: Posts,
    profile: Profile,
}

impl Actor {
    /// `me` and `friend` are in the same weather, and the friend does nothing of themself.
    pub async fn new(app: &App, me: Person, friend: Person, seed: u64) -> Self {
        Self {
            rng: SmallRng::seed_from_u64(seed),
            tally: Tally::default(),
            accounts: Accounts::default(),
            avatars: Avatars::default(),
            bond: Bond::between(&me, friend),
            edges: Edges::default(),
            folders: Folders::default(),
            games: Games::default(),
            posts: Posts::begin(&app.person(&me)).await,
            profile: Profile::of(&me),
            me,
        }
    }

    pub fn scene(actors: &[Self], app: App) -> Scene {
        let people = actors.iter().map(|actor| actor.me.clone()).collect();
        Scene { app, people, posts: actors.iter().map(|actor| actor.posts.first.clone()).collect() }
    }

    /// Does one thing.
    pub async fn act(&mut self, scene: &Scene) {
        let kind = self.rng.random_range(0..20);
        let mut turn = Turn { me: &self.me, scene, rng: &mut self.rng, tally: &mut self.tally };
        match kind {
            0..4 => self.edges.act(&mut turn).await,
            4..9 => self.posts.act(&mut turn).await,
            9..11 => self.profile.act(&mut turn).await,
            11..13 => self.bond.act(&mut turn).await,
            13 => self.avatars.act(&mut turn).await,
            14..16 => self.folders.act(&mut turn).await,
            16 => self.games.act(&mut turn).await,
            17..19 => self.accounts.act(&mut turn).await,
            _ => {
                for path in ["/api/v2/feed/", "/api/users/user/", "/users/me/", &self.me.path("followers/")] {
                    turn.does(turn.me.get(path), 200).await;
                }
            }
        }
    }

    /// Holds what is there against what must be.
    pub async fn check(&self, app: &App, scene: &Scene) {
        let me = app.person(&self.me);
        self.edges.check(&me, scene).await;
        self.posts.check(app, &me, scene).await;
        self.profile.check(&me).await;
        self.bond.check(app).await;
        self.avatars.check(app, &me).await;
        self.folders.check(app, &me).await;
        self.games.check(&me).await;
        self.accounts.check(app).await;
    }
}
