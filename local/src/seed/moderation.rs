//! What staff have to look at: users whom others have flagged, and posts that are held for review.

use rand::RngExt as _;
use shared::domain::post::html;
use shared::domain::{Content, Error, Flag, FlagTarget, FlagType, Held, HoldReason, Post, PostKind, Result};
use shared::store::{KeyClaim, MediaChange, Store};

use super::chance::{Aspect, id_between, rng};
use super::sample_user::{SampleUser, SampleUsers};

/// Of so many users one is flagged by the next ones, and one has a post that is held.
const ONE_OF: u64 = 25;
/// The number of the flagged user among them, and of the user whose post is held.
const FLAGGED: u64 = 6;
const HELD: u64 = 8;

/// Has a user flag the rude one before them, or write a post that is held.
pub async fn report(store: &Store, users: &SampleUsers, user: SampleUser) -> Result<()> {
    let rng = &mut rng(Aspect::Moderation, user.n);
    let id = id_between(rng, user.id.created(), user.seeded);
    let place = user.n % ONE_OF;
    if place == HELD {
        let text = "<p>Cheap tickets for every summit, this week only: https://tickets.example.org</p>";
        let html = html::clean(text).map_err(|problem| Error::field("text", problem))?;
        let post = Post::new(id, PostKind::Post, user.id, Content { html, ..Content::default() });
        store
            .held()
            .hold(&Held::post(post, HoldReason::NewAccount), &MediaChange::default(), &KeyClaim::none())
            .await?;
    }
    let flags = (FLAGGED + 1..FLAGGED + 4).contains(&place);
    let Some(flagged) = flags.then(|| user.n - place + FLAGGED).and_then(|n| users.get(n)) else { return Ok(()) };
    let flag_type = FlagType::new(rng.random_range(0..2)).ok_or_else(|| Error::internal("no such type"))?;
    store.flags().set(&Flag { target: FlagTarget::User(flagged.id), by: user.id, id, flag_type }).await
}
