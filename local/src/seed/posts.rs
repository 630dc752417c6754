//! What sample users publish, and how they react to posts.

use jiff::SignedDuration;
use rand::RngExt as _;
use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use shared::domain::post::html;
use shared::domain::post::poll::Choice;
use shared::domain::{Content, Error, Id, Poll, Post, PostKind, Reaction, ReactionKind, Result, Toggle};
use shared::store::{KeyClaim, Store};

use super::chance::{Aspect, id_between, pick, rng};
use super::graph;
use super::refusal::unless_refused;
use super::sample_user::{SampleUser, SampleUsers};
use super::texts::{DISCUSSION_TITLES, POLLS, POST_TEXTS};

/// Posts are published within this time before the account is created.
const PUBLISHED_WITHIN: SignedDuration = SignedDuration::from_hours(60 * 24);
/// Users react to posts of at most this many users before them.
const KNOWN_AUTHORS: u64 = 400;

/// Publishes the posts of a user.
pub async fn publish(store: &Store, user: SampleUser) -> Result<()> {
    for post in posts_of(user)? {
        store.posts().publish(&post, &KeyClaim::none()).await?;
    }
    Ok(())
}

/// Shows some posts of earlier users to a user, who votes for most of them and in their polls.
pub async fn react(store: &Store, users: &SampleUsers, user: SampleUser) -> Result<()> {
    let rng = &mut rng(Aspect::Votes, user.n);
    for _ in 0..rng.random_range(0..4) {
        if let Some(post) = of_earlier_user(rng, users, user)? {
            react_to(store, rng, &post, user).await?;
        }
    }
    Ok(())
}

/// A post of some earlier user.
pub fn of_earlier_user(rng: &mut SmallRng, users: &SampleUsers, user: SampleUser) -> Result<Option<Post>> {
    let authors = user.n.saturating_sub(KNOWN_AUTHORS)..user.n;
    if authors.is_empty() {
        return Ok(None);
    }
    let Some(author) = users.get(rng.random_range(authors)) else { return Ok(None) };
    Ok(posts_of(author)?.choose(rng).cloned())
}

/// The posts of a user, two at most. Someone whose posts are needed in a home feed has one at least.
fn posts_of(author: SampleUser) -> Result<Vec<Post>> {
    let rng = &mut rng(Aspect::Posts, author.n);
    let least = u8::from(graph::is_befriended_by_host(author.n));
    let count: u8 = rng.random_range(0..3);
    (0..count.max(least)).map(|_| generate_post(rng, author)).collect()
}

fn generate_post(rng: &mut SmallRng, author: SampleUser) -> Result<Post> {
    let id = id_between(rng, author.active_since(PUBLISHED_WITHIN), author.seeded);
    let text = pick(rng, &POST_TEXTS);
    let kind = if rng.random_bool(0.3) { PostKind::Discussion } else { PostKind::Post };
    let poll = rng.random_bool(0.2).then(|| generate_poll(rng, id));
    let html = html::clean(&format!("<p>{text}</p>")).map_err(|problem| Error::field("text", problem))?;
    let title = if kind == PostKind::Discussion { pick(rng, &DISCUSSION_TITLES).to_owned() } else { String::new() };
    Ok(Post::new(id, kind, author.id, Content { title, html, poll, ..Content::default() }))
}

/// A poll of this post. Unlike those of [`Poll::new`], the ids of the choices are the same in every run.
fn generate_poll(rng: &mut SmallRng, post: Id) -> Poll {
    let (question, choices) = pick(rng, &POLLS);
    let id = |number| Id::at(post.created().as_millisecond(), number);
    let choices = (1..).zip(choices).map(|(number, choice)| Choice { id: id(number), choice: choice.to_owned() });
    Poll {
        id: id(0),
        title: question.to_owned(),
        multiple_choices: rng.random_bool(0.3),
        closed: false,
        expiration_at: None,
        modified: None,
        choices: choices.collect(),
    }
}

/// Marks the post as seen, and maybe votes for it and in its poll.
async fn react_to(store: &Store, rng: &mut SmallRng, post: &Post, user: SampleUser) -> Result<()> {
    let id = id_between(rng, post.id.created().max(user.id.created()), user.seeded);
    let reaction =
        Reaction { post: post.id, user: user.id, id, author: Some(post.author), reaction: Default::default() };
    let votes = rng.random_bool(0.7);
    let choice = post.content.poll.as_ref().and_then(|poll| poll.choices.choose(rng)).map(|choice| choice.id);
    store.reactions().create(ReactionKind::View, &reaction).await?;
    if votes {
        store.reactions().create(ReactionKind::Vote, &reaction).await?;
    }
    let Some(choice) = choice else { return Ok(()) };
    let before = store.ballots().state(post.id, user.id).await?;
    if let Some(before) = before.filter(|before| before.votes.is_empty()) {
        unless_refused(store.ballots().toggle_vote(Toggle::Flip, (post.id, user.id), before, choice, id).await)?;
    }
    Ok(())
}
