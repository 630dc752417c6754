//! Lists that are longer than an offset reaches, for the calls with the largest offset.

use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::iter;
use shared::domain::cursor::SKIPPED_MAX;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
use shared::domain::{
    Comment, CommentRef, Content, Edge, EdgeKind, FeedEntry, Flag, FlagTarget, FlagType, Id, Post, PostKind, Reaction,
    ReactionKind, UserId,
};
use shared::store::KeyClaim;
use tests::App;

use crate::budgets::fixtures::Fixtures;

/// Rows of each list. A page of 20 at the largest offset is full, and another one follows it.
const ROWS: u64 = SKIPPED_MAX as u64 + 40;
/// Authors whose posts the owner's home feed has. The first four are pull authors, as many as are read with the feed.
const AUTHORS: u64 = 7;
/// Writes at once.
const PARALLEL: usize = 32;

/// Adds long lists of what the owner, a friend of theirs and a post have. The rows are of users without accounts: reading what
/// does not exist costs as much as a short profile.
pub async fn lengthen(fixtures: &Fixtures) {
    let (app, owner) = (&fixtures.app, fixtures.owner.id);
    let [_, hider, rejected] = &fixtures.friends;
    // The edges of this friend are not read with the lists of others.
    let hider = hider.id;
    let rows = iter(0..ROWS).map(async |n| {
        link(app, EdgeKind::Follow, stranger(n), owner).await;
        link(app, EdgeKind::Hide, hider, stranger(n)).await;
        befriend(app, stranger(n), owner, FriendshipAction::Request).await;
        befriend(app, stranger(n), rejected.id, FriendshipAction::Request).await;
        befriend(app, rejected.id, stranger(n), FriendshipAction::Accept).await;
        react(app, fixtures.post, stranger(n)).await;
        app.account_with_id(nth_id(app, n), &format!("one-of-many-{n}")).await;
    });
    rows.buffer_unordered(PARALLEL).collect::<Vec<()>>().await;
    for n in 0..ROWS {
        let entry = publish(app, stranger(n % AUTHORS), 2 * n).await;
        publish(app, fixtures.staff.id, 2 * n + 1).await;
        if n % AUTHORS >= 4 {
            app.state.store.feeds().deliver(entry, &[owner], app.state.clock.now()).await.expect("an entry");
        }
    }
    for n in 0..4 {
        app.state.store.pull_authors().add(stranger(n), &[owner]).await.expect("a pull author");
    }
    for n in 0..140 {
        comment(app, fixtures.post, stranger(n), n).await;
    }
}

/// The id of a user who has no account, as long as that of one who has.
fn stranger(n: u64) -> UserId {
    UserId::try_from(373_000_000_000_000 + n).expect("an id")
}

fn new_id(app: &App) -> Id {
    Id::generate(app.state.clock.now())
}

/// The id of the row `n` of a list of several partitions, which its random bits choose: all get as many rows, so that
/// reading them costs the same each time.
fn nth_id(app: &App, n: u64) -> Id {
    app.state.clock.advance(Duration::from_millis(1));
    Id::at(app.state.clock.now().as_millisecond(), u16::try_from(n % 4).expect("a small number"))
}

async fn link(app: &App, kind: EdgeKind, from: UserId, to: UserId) {
    let edge = Edge { from, to, id: new_id(app) };
    assert!(app.state.store.edges(kind).create(edge).await.expect("an edge"));
}

async fn befriend(app: &App, by: UserId, with: UserId, action: FriendshipAction) {
    let act = FriendshipCommand { by, with, action, id: new_id(app) };
    app.state.store.friendships().apply(act, act.expected_state()).await.expect("a friendship");
}

/// A vote for a post, and a flag.
async fn react(app: &App, post: Id, user: UserId) {
    let vote = Reaction { post, user, id: new_id(app), author: None, reaction: Default::default() };
    app.state.store.reactions().create(ReactionKind::Vote, &vote).await.expect("a vote");
    let flag_type = FlagType::new(0).expect("a type");
    let flag = Flag { target: FlagTarget::Post(post), by: user, id: new_id(app), flag_type };
    app.state.store.flags().set(&flag).await.expect("a flag");
}

async fn publish(app: &App, author: UserId, n: u64) -> FeedEntry {
    let content = Content { html: "<p>Another summit.</p>".to_owned(), ..Content::default() };
    let post = Post::new(nth_id(app, n), PostKind::Post, author, content);
    assert!(app.state.store.posts().publish(&post, &KeyClaim::none()).await.expect("a post"));
    FeedEntry::of(&post)
}

async fn comment(app: &App, post: Id, author: UserId, n: u64) {
    let html = "<p>The view was worth every step, and the way down was easier than it looked.</p>".to_owned();
    let at = CommentRef { post, parent: None, id: nth_id(app, n) };
    let comment = Comment {
        moderation: None,
        at,
        kind: PostKind::Post,
        author,
        in_reply_to: None,
        notified: author,
        html,
        edited: None,
        deleted: None,
    };
    assert!(app.state.store.comments().publish(&comment, &KeyClaim::none()).await.expect("a comment"));
}
