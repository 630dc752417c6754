//! What the people of `kith seed` do: whom they follow, what they publish, what they think of what others publish.

use std::time::Duration;

use jiff::Timestamp;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use shared::domain::post::html;
use shared::domain::{Content, Edge, Error, Id, Poll, Post, PostKind, Reaction, ReactionKind, Result, UserId};
use shared::store::{PollState, Store};

use crate::sayings::{OPENINGS, QUESTIONS, TITLES};

/// How long ago the first posts were published.
const DAYS: u64 = 60;
/// Posts that people still look at.
const RECENT: usize = 400;

/// Those who are there already, and what they have published lately.
#[derive(Default)]
pub struct Scene {
    /// People, those who came first in front.
    pub people: Vec<UserId>,
    posts: Vec<Post>,
}

impl Scene {
    /// Lets somebody new follow, publish, vote; `n` decides what.
    pub async fn enter(&mut self, store: &Store, n: u64, me: UserId, now: Timestamp) -> Result<()> {
        // Other draws than those that made the person.
        let rng = &mut SmallRng::seed_from_u64(!n);
        for followed in self.liked(rng) {
            let edge = Edge { from: me, to: followed, id: Id::generate(now) };
            store.follows().create(edge).await?;
        }
        for _ in 0..rng.random_range(0..3) {
            let post = post(rng, me, now)?;
            if store.posts().publish(&post).await? {
                self.posts.push(post);
            }
        }
        for _ in 0..rng.random_range(0..4) {
            let recent = &self.posts[self.posts.len().saturating_sub(RECENT)..];
            if let Some(post) = recent.choose(rng) {
                react(store, rng, post, me, now).await?;
            }
        }
        self.people.push(me);
        Ok(())
    }

    /// A few of those who are there, more often of those who came first: so a few are followed by many.
    fn liked(&self, rng: &mut SmallRng) -> Vec<UserId> {
        let mut liked: Vec<UserId> = Vec::new();
        for _ in 0..rng.random_range(1..7) {
            // The smallest of three draws.
            let Some(last) = self.people.len().checked_sub(1) else { break };
            let index = (0..3).map(|_| rng.random_range(0..=last)).min().unwrap_or(0);
            if let Some(one) = self.people.get(index).filter(|one| !liked.contains(one)) {
                liked.push(*one);
            }
        }
        liked
    }
}

fn post(rng: &mut SmallRng, author: UserId, now: Timestamp) -> Result<Post> {
    let ago = Duration::from_secs(rng.random_range(0..DAYS * 24 * 60 * 60));
    let at = now.checked_sub(ago).map_err(Error::internal)?;
    let (opening, (question, choices)) = (pick(rng, &OPENINGS), pick(rng, &QUESTIONS));
    let kind = if rng.random_bool(0.3) { PostKind::Discussion } else { PostKind::Post };
    let poll = rng.random_bool(0.2).then(|| {
        let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        Poll::new(Id::generate(at), question.to_owned(), choices, rng.random_bool(0.3))
    });
    let html = html::clean(&format!("<p>{opening}</p>")).map_err(|problem| Error::field("text", problem))?;
    let title = if kind == PostKind::Discussion { pick(rng, &TITLES).to_owned() } else { String::new() };
    Ok(Post::new(Id::generate(at), kind, author, Content { title, html, poll, ..Content::default() }))
}

async fn react(store: &Store, rng: &mut SmallRng, post: &Post, me: UserId, now: Timestamp) -> Result<()> {
    let reaction = Reaction { post: post.id, user: me, id: Id::generate(now), author: Some(post.author) };
    store.reactions().mark_posts_seen(vec![reaction]).await?;
    if rng.random_bool(0.7) && store.reactions().get(ReactionKind::Vote, post.id, me).await?.is_none() {
        store.reactions().toggle(ReactionKind::Vote, &reaction, false).await?;
    }
    let Some(poll) = &post.content.poll else { return Ok(()) };
    let Some(choice) = poll.choices.choose(rng).map(|choice| choice.id) else { return Ok(()) };
    if store.ballots().votes(post.id, me).await?.is_empty() {
        let before = PollState { poll: poll.clone(), votes: Vec::new() };
        store.ballots().toggle_vote((post.id, me), before, choice, Id::generate(now)).await?;
    }
    Ok(())
}

fn pick<T: Copy, const N: usize>(rng: &mut SmallRng, from: &[T; N]) -> T {
    from.choose(rng).copied().unwrap_or(from[0])
}
