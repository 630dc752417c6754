//! What sample users do: whom they follow, what they publish, and how they react to posts.

use std::time::Duration;

use jiff::Timestamp;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use shared::domain::post::html;
use shared::domain::{Content, Edge, Error, Id, Poll, Post, PostKind, Reaction, ReactionKind, Result, UserId};
use shared::store::{PollState, Store};

use super::texts::{DISCUSSION_TITLES, POLLS, POST_TEXTS};

/// Posts are published within this many days before now.
const DAYS: u64 = 60;
/// How many of the newest posts users react to.
const RECENT: usize = 400;

/// The users that exist so far, and the posts of this run.
#[derive(Default)]
pub struct SeedState {
    /// Users in the order of their creation.
    pub users: Vec<UserId>,
    posts: Vec<Post>,
}

impl SeedState {
    /// Adds the n-th user, with follows of earlier users, posts, and reactions to recent posts. `n` seeds all choices.
    pub async fn add_user(&mut self, store: &Store, n: u64, user: UserId, now: Timestamp) -> Result<()> {
        // A seed other than that of the profile.
        let rng = &mut SmallRng::seed_from_u64(!n);
        for followed in self.choose_followed(rng) {
            let edge = Edge { from: user, to: followed, id: Id::generate(now) };
            store.follows().create(edge).await?;
        }
        for _ in 0..rng.random_range(0..3) {
            let post = generate_post(rng, user, now)?;
            if store.posts().publish(&post).await? {
                self.posts.push(post);
            }
        }
        for _ in 0..rng.random_range(0..4) {
            let recent = &self.posts[self.posts.len().saturating_sub(RECENT)..];
            if let Some(post) = recent.choose(rng) {
                react(store, rng, post, user, now).await?;
            }
        }
        self.users.push(user);
        Ok(())
    }

    /// Up to six earlier users. The earliest are chosen most often, so that a few users have many followers.
    fn choose_followed(&self, rng: &mut SmallRng) -> Vec<UserId> {
        let mut chosen: Vec<UserId> = Vec::new();
        for _ in 0..rng.random_range(1..7) {
            let Some(last) = self.users.len().checked_sub(1) else { break };
            // The minimum of three uniform indices.
            let index = (0..3).map(|_| rng.random_range(0..=last)).min().unwrap_or(0);
            if let Some(user) = self.users.get(index).filter(|user| !chosen.contains(user)) {
                chosen.push(*user);
            }
        }
        chosen
    }
}

fn generate_post(rng: &mut SmallRng, author: UserId, now: Timestamp) -> Result<Post> {
    let age = Duration::from_secs(rng.random_range(0..DAYS * 24 * 60 * 60));
    let created = now.checked_sub(age).map_err(Error::internal)?;
    let (text, (question, choices)) = (pick(rng, &POST_TEXTS), pick(rng, &POLLS));
    let kind = if rng.random_bool(0.3) { PostKind::Discussion } else { PostKind::Post };
    let poll = rng.random_bool(0.2).then(|| {
        let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        Poll::new(Id::generate(created), question.to_owned(), choices, rng.random_bool(0.3))
    });
    let html = html::clean(&format!("<p>{text}</p>")).map_err(|problem| Error::field("text", problem))?;
    let title = if kind == PostKind::Discussion { pick(rng, &DISCUSSION_TITLES).to_owned() } else { String::new() };
    Ok(Post::new(Id::generate(created), kind, author, Content { title, html, poll, ..Content::default() }))
}

/// Marks the post as seen, and maybe votes for it and in its poll.
async fn react(store: &Store, rng: &mut SmallRng, post: &Post, user: UserId, now: Timestamp) -> Result<()> {
    let reaction = Reaction { post: post.id, user, id: Id::generate(now), author: Some(post.author) };
    store.reactions().mark_posts_seen(vec![reaction]).await?;
    if rng.random_bool(0.7) && store.reactions().get(ReactionKind::Vote, post.id, user).await?.is_none() {
        store.reactions().toggle(ReactionKind::Vote, &reaction, false).await?;
    }
    let Some(poll) = &post.content.poll else { return Ok(()) };
    let Some(choice) = poll.choices.choose(rng).map(|choice| choice.id) else { return Ok(()) };
    if store.ballots().votes(post.id, user).await?.is_empty() {
        let before = PollState { poll: poll.clone(), votes: Vec::new() };
        store.ballots().toggle_vote((post.id, user), before, choice, Id::generate(now)).await?;
    }
    Ok(())
}

fn pick<T: Copy, const N: usize>(rng: &mut SmallRng, from: &[T; N]) -> T {
    from.choose(rng).copied().unwrap_or(from[0])
}
