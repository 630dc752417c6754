//! Home feeds (`docs/feeds.md`): delivers a new post to the author's readers page by page, and reconciles a reader's
//! feed when an edge between the two users changes.
//!
//! Counters are updated first, and their result says whether an author has published anything. The feed of a user who
//! follows an author without posts needs no work; posts that the author publishes meanwhile are counted before their
//! audience is read.

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _};
use shared::domain::cursor::{Cursor, PageRequest, Start};
use shared::domain::event::Event;
use shared::domain::feed::FeedDelivery;
use shared::domain::graph::friendship::State;
use shared::domain::{EdgeKind, Error, FeedEntry, Friendship, Notification, Result, UserId};
use shared::store::{CounterState, DeliveryProgress, EdgeList};

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;
use crate::projections::counters::CounterStates;
use crate::push::Pushes;

/// Readers in one page of an audience, of either list.
const PAGE_SIZE: usize = 100;
/// Users that are processed concurrently.
const PARALLEL: usize = 16;

/// Updates the feeds that the batch affects.
pub async fn project(fanout: &Fanout, batch: &Batch, counter_states: &CounterStates) -> Failures {
    let mut failures = Failures::default();
    let mut pairs: BTreeMap<(UserId, UserId), Vec<String>> = BTreeMap::new();
    for record in &batch.records {
        let done = match &record.event {
            Event::PostPublished(post, _) => deliver_post(fanout, *post, counter_states).await,
            Event::DeliveryDue { delivery, after } => deliver_next_page(fanout, *delivery, Some(after)).await,
            Event::FeedVisited(reader) => pull_posts(fanout, *reader).await,
            event => {
                for pair in affected_pairs(event) {
                    pairs.entry(pair).or_default().push(record.id.clone());
                }
                continue;
            }
        };
        if let Err(error) = done {
            tracing::warn!(sequence = record.id, %error, "cannot deliver to feeds");
            failures.extend([Failures::of([record.id.clone()], &error)]);
        }
    }
    let reconciling: Vec<_> =
        pairs.into_iter().map(|(pair, records)| try_reconcile(fanout, pair, counter_states, records)).collect();
    let failed: Failures = futures::stream::iter(reconciling).buffer_unordered(PARALLEL).collect().await;
    failures.extend([failed]);
    failures
}

/// Reconciles one reader's feed with one author.
async fn try_reconcile(
    fanout: &Fanout,
    (reader, author): (UserId, UserId),
    counter_states: &CounterStates,
    records: Vec<String>,
) -> Failures {
    match reconcile(fanout, reader, author, counter_states).await {
        Ok(()) => Failures::default(),
        Err(error) => {
            tracing::warn!(%reader, %author, %error, "cannot reconcile a feed");
            Failures::of(records, &error)
        }
    }
}

/// The readers whose feeds an event affects, each with the author of the posts.
fn affected_pairs(event: &Event) -> Vec<(UserId, UserId)> {
    match event {
        Event::Linked(EdgeKind::Follow | EdgeKind::Hide, edge)
        | Event::Unlinked(EdgeKind::Follow | EdgeKind::Hide, edge) => vec![(edge.from, edge.to)],
        Event::FriendshipChanged { before, after } => {
            let connected = |f: &Option<Friendship>| f.filter(|f| f.state == State::Connected);
            match (connected(before), connected(after)) {
                (Some(f), None) | (None, Some(f)) => vec![(f.from, f.to), (f.to, f.from)],
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

async fn reconcile(fanout: &Fanout, reader: UserId, author: UserId, counter_states: &CounterStates) -> Result<()> {
    let state = counter_state(fanout, author, counter_states).await?;
    if state.published == 0 && state.big.is_none() {
        return Ok(());
    }
    fanout.store.feeds().reconcile(reader, author, state.big.is_some(), fanout.clock.now()).await
}

async fn counter_state(fanout: &Fanout, user: UserId, counter_states: &CounterStates) -> Result<CounterState> {
    match counter_states.get(&user) {
        Some(state) => Ok(*state),
        None => fanout.store.counters().state(user).await,
    }
}

/// Fetches new posts of a reader's pull authors into the feed. The edges are read after the write, to remove the posts
/// of an author whom the reader has left meanwhile.
async fn pull_posts(fanout: &Fanout, reader: UserId) -> Result<()> {
    let now = fanout.clock.now();
    for author in fanout.store.pull_authors().pull(reader, now).await? {
        if fanout.store.feeds().readers_among(author, &[reader]).await?.is_empty() {
            fanout.store.feeds().reconcile(reader, author, true, now).await?;
        }
    }
    // The clean-up of a deleted reader may have run before these writes.
    if fanout.store.profiles().is_hard_deleted(reader).await? {
        fanout.store.cleanup().user(reader, true, true, now).await?;
    }
    Ok(())
}

/// Delivers a post to the first page of its author's audience. If the audience is too large, makes the author a pull
/// author and delivers that to the readers instead.
async fn deliver_post(fanout: &Fanout, post: FeedEntry, counter_states: &CounterStates) -> Result<()> {
    let state = counter_state(fanout, post.author, counter_states).await?;
    fanout.store.feeds().until_listed(post).await?;
    let becomes_pull_author = match state.big {
        // A replay of the record that made the author a pull author; it may have failed right after that.
        Some(by) => by == post.post,
        None if state.audience > fanout.audience_max => {
            fanout.store.feed_deliveries().mark_pull_author(post.author, post.post).await?
        }
        None => return deliver_next_page(fanout, FeedDelivery::Post(post), None).await,
    };
    if becomes_pull_author {
        deliver_next_page(fanout, FeedDelivery::PullAuthor(post.author), None).await
    } else {
        Ok(())
    }
}

/// Delivers to the next page of an audience. The edges are read again after the write: an edge that ended meanwhile is
/// either found by this read, or its own event removes the entry afterwards.
async fn deliver_next_page(fanout: &Fanout, delivery: FeedDelivery, after: Option<&str>) -> Result<()> {
    let (store, author, now) = (&fanout.store, delivery.author(), fanout.clock.now());
    let (readers, progress) = next_page(fanout, author, after).await?;
    match delivery {
        FeedDelivery::Post(entry) if store.posts().get(entry.post, true).await?.is_none() => {
            return store.feed_deliveries().advance(delivery, after, DeliveryProgress::Done).await;
        }
        FeedDelivery::Post(entry) => store.feeds().deliver(entry, &readers, now).await?,
        FeedDelivery::PullAuthor(_) => store.pull_authors().add(author, &readers).await?,
    }
    let current = store.feeds().readers_among(author, &readers).await?;
    for reader in readers.iter().filter(|reader| !current.contains(reader)) {
        if let FeedDelivery::Post(entry) = delivery {
            store.feeds().retract(entry, *reader).await?;
        }
        store.feeds().reconcile(*reader, author, matches!(delivery, FeedDelivery::PullAuthor(_)), now).await?;
    }
    if let FeedDelivery::Post(entry) = delivery {
        notify(fanout, entry, current).await?;
    }
    store.feed_deliveries().advance(delivery, after, progress).await
}

async fn notify(fanout: &Fanout, entry: FeedEntry, readers: Vec<UserId>) -> Result<()> {
    if readers.is_empty() {
        return Ok(());
    }
    let now = fanout.clock.now();
    let notifying = readers.into_iter().map(async |to| {
        let note = Notification::of_post(entry, to);
        let is_unseen = fanout.store.notifications().put(&note, now).await?;
        Ok::<_, Error>(is_unseen.then_some(note))
    });
    let notified: Vec<_> = futures::stream::iter(notifying).buffer_unordered(PARALLEL).try_collect().await?;
    // The clean-up of a post that was deleted meanwhile may have run before these writes.
    if fanout.store.posts().get(entry.post, true).await?.is_none() {
        return fanout.store.cleanup().post(entry.post, entry.author, true, fanout.clock.now()).await;
    }
    let mut pushes = Pushes::default();
    notified.into_iter().flatten().for_each(|note| pushes.notified(note));
    pushes.push(fanout).await;
    Ok(())
}

/// The lists that make up an audience, in the order of delivery. Their names are part of stored positions.
const AUDIENCE: [(&str, EdgeList); 2] = [("followers", EdgeList::Followers), ("connections", EdgeList::Connections)];

/// The next readers, and the progress once they are reached. A position is the name of a list and a position in it.
async fn next_page(fanout: &Fanout, author: UserId, after: Option<&str>) -> Result<(Vec<UserId>, DeliveryProgress)> {
    let position = after.and_then(|after| after.split_once(' '));
    let mut users = Vec::new();
    // The lists after the current one are read from their start.
    let lists = AUDIENCE.iter().skip_while(|(name, _)| position.is_some_and(|(current, _)| current != *name));
    for (name, list) in lists {
        let start = Start::after(position.filter(|(current, _)| current == name).map(|(_, position)| position));
        let page = fanout.store.edge_lists().page(*list, author, &PageRequest { limit: PAGE_SIZE, start }).await?;
        users.extend(page.rows);
        if let Some(Cursor { position, .. }) = page.next {
            return Ok((users, DeliveryProgress::Until(format!("{name} {position}"))));
        }
    }
    // A user can be in both lists.
    users.sort_unstable();
    users.dedup();
    Ok((users, DeliveryProgress::Done))
}
