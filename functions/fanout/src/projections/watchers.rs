//! Watchers: sends what changes of a post to the sockets that watch it, and forgets those that have ended, and those of users
//! whom a block keeps from the post.
//!
//! One read finds the sockets of all posts of a batch. As with notifications, a push that fails is not repeated.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use futures::StreamExt as _;
use shared::dialect::community::{AuthorView, CommentView, WatchedPostView};
use shared::domain::event::Event;
use shared::domain::post::moderation::{Moderation, Verdict, Visibility, visibility};
use shared::domain::realtime::subscription::{COMMENTS_MAX, Watcher};
use shared::domain::{
    CommentRef, Contribution, CountedComment, Edge, EdgeKind, Error, Id, PostWithCounters, ReactionKind, Result,
    SocialAction, Socket, SocketId, UserId,
};
use shared::store::WatchersById;
use tokio::time::timeout;

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::{Fanout, Realtime};
use crate::push::send_all;

/// Sockets to which is sent concurrently.
const PARALLEL: usize = 32;
/// How long the pushes of a batch may take.
const PUSHES_MAX: Duration = Duration::from_secs(3);
/// The longest message, in bytes: a frame of API Gateway.
const MESSAGE_MAX: usize = 32 * 1024;

/// What has changed of a post.
#[derive(Debug)]
struct Changes {
    /// The id of the message.
    id: Id,
    comments: BTreeSet<CommentRef>,
    removed: BTreeSet<Id>,
}

/// Pushes what has changed of posts, and forgets sockets that have ended.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let Some(realtime) = &fanout.realtime else { return Failures::default() };
    let changed = changes_of(batch);
    let pushing = async {
        match timeout(PUSHES_MAX, push_all(fanout, realtime, changed)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "cannot push a post"),
            Err(_) => tracing::warn!("pushes of posts took too long"),
        }
    };
    let forgetting: Vec<_> = batch.records.iter().map(|record| try_forget(fanout, record)).collect();
    let forgetting = futures::stream::iter(forgetting).buffer_unordered(PARALLEL).collect();
    let ((), failures) = futures::join!(pushing, forgetting);
    failures
}

/// Processes one record.
async fn try_forget(fanout: &Fanout, record: &Record) -> Failures {
    let outcome = match &record.event {
        Event::SocketEnded { socket, posts } => forget(fanout, socket, posts).await,
        Event::Linked(EdgeKind::Hide, edge) => forget_blocked(fanout, edge).await,
        _ => return Failures::default(),
    };
    Failures::after(&record.id, outcome, "cannot end the subscriptions of a socket")
}

/// A socket no longer watches these posts.
async fn forget(fanout: &Fanout, socket: &SocketId, posts: &[Id]) -> Result<()> {
    let mut outcome = Ok(());
    for post in posts {
        outcome = outcome.and(fanout.store.sockets().watchers().remove(*post, [socket]).await);
    }
    outcome
}

/// Ends the subscriptions of two users to each other's posts, if a block stands between them. Costs one read unit if neither
/// has a socket.
async fn forget_blocked(fanout: &Fanout, edge: &Edge) -> Result<()> {
    let store = &fanout.store;
    let sockets = store.sockets().of_users(&[edge.from, edge.to]).await?;
    for (user, author) in [(edge.from, edge.to), (edge.to, edge.from)] {
        let Some(sockets) = sockets.get(&user) else { continue };
        let block = store.blocks().between(Some(user), author).await?;
        let is_blocked =
            |socket: &Socket| SocialAction::ViewContent.must_pass(block, Some(&socket.viewer(user))).is_err();
        for (id, _) in sockets.iter().filter(|(_, socket)| is_blocked(socket)) {
            let watched = store.sockets().owner(id).await?.map(|owner| owner.posts()).unwrap_or_default();
            let mut posts = store.posts().get_many_consistently(&watched).await?;
            posts.retain(|post| post.post.author == author);
            let posts: Vec<Id> = posts.into_iter().map(|post| post.post.id).collect();
            forget(fanout, id, &posts).await?;
            for post in posts {
                store.sockets().unwatch(id, post).await?;
            }
        }
    }
    Ok(())
}

fn changes_of(batch: &Batch) -> BTreeMap<Id, Changes> {
    let mut changed: BTreeMap<Id, Changes> = BTreeMap::new();
    for record in &batch.records {
        let Some((post, comment)) = change_of(&record.event) else { continue };
        let changes = changed.entry(post).or_insert_with(|| Changes::new(record.derived_id()));
        if let Some((at, is_shown)) = comment {
            changes.show(at, is_shown);
        }
    }
    changed
}

/// The post that an event changes, and the comment that is shown from now on or no longer, if it is about one.
fn change_of(event: &Event) -> Option<(Id, Option<(CommentRef, bool)>)> {
    match event {
        Event::Reacted(ReactionKind::Vote, reaction) | Event::Unreacted(ReactionKind::Vote, reaction) => {
            Some((reaction.post, None))
        }
        Event::VoteTurned { contribution: Contribution::Post(post), .. } => Some((*post, None)),
        Event::CommentChanged { before, after } => {
            let is_live = |of: Option<&CountedComment>| of.is_some_and(|counted| counted.comment.is_live());
            let at = after.as_ref().or(before.as_ref())?.comment.at;
            let (was_shown, is_shown) = (is_live(before.as_deref()), is_live(after.as_deref()));
            (was_shown != is_shown).then_some((at.post, Some((at, is_shown))))
        }
        Event::Moderated { contribution: Contribution::Comment(at), before, after, .. } => {
            let (was_shown, is_shown) = (is_shown(before.as_ref()), is_shown(after.as_ref()));
            (was_shown != is_shown).then_some((at.post, Some((*at, is_shown))))
        }
        _ => None,
    }
}

impl Changes {
    fn new(id: Id) -> Self {
        Self { id, comments: BTreeSet::new(), removed: BTreeSet::new() }
    }

    /// A comment is shown from now on, or no longer.
    fn show(&mut self, at: CommentRef, is_shown: bool) {
        if is_shown {
            self.removed.remove(&at.id);
            self.comments.insert(at);
        } else {
            self.comments.remove(&at);
            self.removed.insert(at.id);
        }
    }
}

fn is_shown(decision: Option<&Moderation>) -> bool {
    decision.is_none_or(|decision| decision.verdict == Verdict::Ignored)
}

async fn push_all(fanout: &Fanout, realtime: &Realtime, mut changed: BTreeMap<Id, Changes>) -> Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<Id> = changed.keys().copied().collect();
    let mut watchers = fanout.store.sockets().watchers().of_posts(&ids).await?;
    changed.retain(|post, _| watchers.contains_key(post));
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<Id> = changed.keys().copied().collect();
    let posts = fanout.store.posts().get_many_consistently(&ids).await?;
    // What staff have hidden is shown to hardly anyone, and pushed to no one.
    let posts = posts
        .into_iter()
        .filter(|found| visibility(found.post.moderation.as_ref(), found.post.author, None) == Visibility::Whole);
    let pushing: Vec<_> = posts
        .filter_map(|post| {
            let (watching, changes) = (watchers.remove(&post.post.id)?, changed.remove(&post.post.id)?);
            Some(try_push(fanout, realtime, post, changes, watching))
        })
        .collect();
    futures::stream::iter(pushing).buffer_unordered(PARALLEL).collect::<()>().await;
    Ok(())
}

/// Processes one post.
async fn try_push(
    fanout: &Fanout,
    realtime: &Realtime,
    post: PostWithCounters,
    changes: Changes,
    watching: WatchersById,
) {
    if let Err(error) = push(fanout, realtime, &post, changes, watching).await {
        tracing::warn!(post = post.post.id.get(), %error, "cannot push a post");
    }
}

async fn push(
    fanout: &Fanout,
    realtime: &Realtime,
    post: &PostWithCounters,
    changes: Changes,
    watching: WatchersById,
) -> Result<()> {
    let now = fanout.clock.now().as_second();
    let comments = comments(fanout, realtime, &changes).await?;
    let author = post.post.author;
    let by: Vec<UserId> = comments.iter().map(|(by, _)| *by).chain([author]).collect();
    let pairs = watching.values().flat_map(|watcher| by.iter().map(move |by| (watcher.user, *by)));
    let hides = fanout.store.blocks().among(pairs.filter(|(user, by)| user != by).collect()).await?;
    // A block since the socket began to watch.
    let is_blocked = |user: UserId| hides.get(&(user, author)).is_some_and(Option::is_some);
    let mut texts: HashMap<Vec<bool>, Vec<String>> = HashMap::new();
    let mut sending = Vec::new();
    let may_see = |watcher: &Watcher| watcher.until > now && !is_blocked(watcher.user);
    for (socket, watcher) in watching.iter().filter(|(_, watcher)| may_see(watcher)) {
        let shown: Vec<bool> = comments.iter().map(|(by, _)| !hides.contains_key(&(watcher.user, *by))).collect();
        let text = match texts.get(&shown) {
            Some(text) => text.clone(),
            None => vec![text_of(post, &changes, &comments, &shown)?],
        };
        texts.insert(shown, text.clone());
        sending.push(async move { send_all(realtime, socket, &text).await });
    }
    let lost: Vec<_> = futures::stream::iter(sending).buffer_unordered(PARALLEL).collect().await;
    let over = watching.iter().filter(|(_, watcher)| watcher.until <= now).map(|(socket, _)| socket.clone());
    let gone: Vec<SocketId> = lost.into_iter().flatten().chain(over).collect();
    for (socket, watcher) in gone.iter().filter_map(|socket| watching.get_key_value(socket)) {
        fanout.store.sockets().remove(watcher.user, std::slice::from_ref(socket)).await?;
    }
    fanout.store.sockets().watchers().remove(post.post.id, &gone).await
}

/// The newest of the new comments, oldest first, as a caller without a token sees them now, with their authors.
async fn comments(fanout: &Fanout, realtime: &Realtime, changes: &Changes) -> Result<Vec<(UserId, CommentView)>> {
    let newest = changes.comments.iter().rev().take(COMMENTS_MAX).copied().collect::<Vec<_>>();
    if newest.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = fanout.store.comments().get_many(&newest).await?;
    found.retain(|counted| {
        let seen = visibility(counted.comment.moderation.as_ref(), counted.comment.author, None);
        counted.comment.is_live() && seen == Visibility::Whole
    });
    found.sort_by_key(|counted| counted.comment.at.id);
    let authors: Vec<UserId> = found.iter().map(|counted| counted.comment.author).collect();
    let profiles = fanout.store.profiles().get_many(&authors).await?;
    let view = |counted: CountedComment| {
        let by = counted.comment.author;
        let author = AuthorView::new(profiles.get(&by)?, None, &realtime.config);
        Some((by, CommentView::new(counted, Some(author), None, None)?))
    };
    Ok(found.into_iter().filter_map(view).collect())
}

/// The message with the comments that are `shown` to a user. Without comments, if it would be too long.
fn text_of(
    PostWithCounters { post, counters }: &PostWithCounters,
    changes: &Changes,
    comments: &[(UserId, CommentView)],
    shown: &[bool],
) -> Result<String> {
    let comments: Vec<&CommentView> =
        comments.iter().zip(shown).filter(|(_, shown)| **shown).map(|((_, view), _)| view).collect();
    let removed: Vec<Id> = changes.removed.iter().rev().take(COMMENTS_MAX).copied().collect();
    let text = |comments: &[&CommentView]| {
        let view = WatchedPostView::new(changes.id, (post.kind, post.id), counters, comments, &removed);
        serde_json::to_string(&view).map_err(Error::internal)
    };
    let whole = text(&comments)?;
    if whole.len() <= MESSAGE_MAX { Ok(whole) } else { text(&[]) }
}
