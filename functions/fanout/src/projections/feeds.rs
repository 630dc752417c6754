//! Home feeds: a post goes into the feed of everybody who follows its author or is connected with them, in parts; and
//! whenever an edge between two users changes, the feeds of both come to agree with it.
//!
//! Counters come first: how a user stands is known from what counting answered. A follow of somebody who has published
//! nothing yet is left alone for nothing; what they publish meanwhile is counted before its audience is read.

use std::collections::BTreeMap;

use futures::{StreamExt as _, TryStreamExt as _};
use shared::domain::cursor::{Cursor, PageRequest, Start};
use shared::domain::event::Event;
use shared::domain::feed::FeedDelivery;
use shared::domain::graph::friendship::State;
use shared::domain::{EdgeKind, FeedEntry, Friendship, Notification, Post, Result, UserId};
use shared::store::{CounterState, DeliveryProgress, EdgeList};

use crate::projections::counters::CounterStates;
use crate::{Batch, Failures, Fanout};

/// Users whom one part reaches.
const PART: usize = 100;
/// Users dealt with at the same time.
const PARALLEL: usize = 16;

/// Brings the feeds up to date with what the batch tells.
pub async fn project(fanout: &Fanout, batch: &Batch, counter_states: &CounterStates) -> Failures {
    let mut failures = Failures::new();
    let mut pairs: BTreeMap<(UserId, UserId), Vec<String>> = BTreeMap::new();
    for record in &batch.records {
        let done = match &record.event {
            Event::PostPublished(post) => published(fanout, post, counter_states).await,
            Event::DeliveryDue { delivery, after } => reach(fanout, *delivery, Some(after)).await,
            Event::FeedVisited(reader) => visited(fanout, *reader).await,
            event => {
                for pair in touched(event) {
                    pairs.entry(pair).or_default().push(record.id.clone());
                }
                continue;
            }
        };
        if let Err(error) = done {
            tracing::warn!(sequence = record.id, %error, "not spread");
            failures.insert(record.id.clone());
        }
    }
    let agreeing: Vec<_> =
        pairs.into_iter().map(|(pair, records)| try_agree(fanout, pair, counter_states, records)).collect();
    let failed: Vec<Vec<String>> = futures::stream::iter(agreeing).buffer_unordered(PARALLEL).collect().await;
    failures.extend(failed.into_iter().flatten());
    failures
}

/// Deals with one reader and one author; answers the records that have to come again.
async fn try_agree(
    fanout: &Fanout,
    (reader, author): (UserId, UserId),
    counter_states: &CounterStates,
    records: Vec<String>,
) -> Vec<String> {
    match agree(fanout, reader, author, counter_states).await {
        Ok(()) => Vec::new(),
        Err(error) => {
            tracing::warn!(%reader, %author, %error, "a feed does not agree");
            records
        }
    }
}

/// Whose feeds an event may change, and by the posts of whom.
fn touched(event: &Event) -> Vec<(UserId, UserId)> {
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

async fn agree(fanout: &Fanout, reader: UserId, author: UserId, counter_states: &CounterStates) -> Result<()> {
    let state = state(fanout, author, counter_states).await?;
    if state.published == 0 && state.big.is_none() {
        return Ok(());
    }
    fanout.store.feeds().reconcile(reader, author, state.big.is_some(), fanout.clock.now()).await
}

async fn state(fanout: &Fanout, user: UserId, counter_states: &CounterStates) -> Result<CounterState> {
    match counter_states.get(&user) {
        Some(state) => Ok(*state),
        None => fanout.store.counters().state(user).await,
    }
}

/// Fetches what a reader's big authors have published since. Who is not to be read any more is asked after the write.
async fn visited(fanout: &Fanout, reader: UserId) -> Result<()> {
    let now = fanout.clock.now();
    for author in fanout.store.pull_authors().pull(reader, now).await? {
        if fanout.store.feeds().readers_among(author, &[reader]).await?.is_empty() {
            fanout.store.feeds().reconcile(reader, author, true, now).await?;
        }
    }
    // Nobody reads the feed of somebody who is gone: what clears it away may have been before this.
    if fanout.store.profiles().is_hard_deleted(reader).await? {
        fanout.store.cleanup().user(reader, true, true, now).await?;
    }
    Ok(())
}

/// Spreads a post over its author's audience; where that is too large, spreads once that the author's posts are to be
/// looked up.
async fn published(fanout: &Fanout, post: &Post, counter_states: &CounterStates) -> Result<()> {
    let state = state(fanout, post.author, counter_states).await?;
    let enlarges = match state.big {
        // The same record again, which may have come no further than the mark.
        Some(by) => by == post.id,
        None if state.audience > fanout.audience_max => {
            fanout.store.feed_deliveries().mark_pull_author(post.author, post.id).await?
        }
        None => return reach(fanout, FeedDelivery::Post(FeedEntry::of(post)), None).await,
    };
    if enlarges { reach(fanout, FeedDelivery::Big(post.author), None).await } else { Ok(()) }
}

/// Reaches the next part of an audience. Whether each of them is still to be reached is asked after the write: who
/// stopped to follow meanwhile has either been found by that, or takes the post out afterwards.
async fn reach(fanout: &Fanout, delivery: FeedDelivery, after: Option<&str>) -> Result<()> {
    let (store, author, now) = (&fanout.store, delivery.author(), fanout.clock.now());
    let (readers, progress) = part(fanout, author, after).await?;
    match delivery {
        FeedDelivery::Post(entry) if store.posts().get(entry.post, true).await?.is_none() => {
            return store.feed_deliveries().advance(delivery, after, DeliveryProgress::Done).await;
        }
        FeedDelivery::Post(entry) => store.feeds().deliver(entry, &readers, now).await?,
        FeedDelivery::Big(_) => store.pull_authors().add(author, &readers).await?,
    }
    let wanted = store.feeds().readers_among(author, &readers).await?;
    for reader in readers.iter().filter(|reader| !wanted.contains(reader)) {
        if let FeedDelivery::Post(entry) = delivery {
            store.feeds().retract(entry, *reader).await?;
        }
        store.feeds().reconcile(*reader, author, matches!(delivery, FeedDelivery::Big(_)), now).await?;
    }
    if let FeedDelivery::Post(entry) = delivery {
        tell(fanout, entry, wanted).await?;
    }
    store.feed_deliveries().advance(delivery, after, progress).await
}

async fn tell(fanout: &Fanout, entry: FeedEntry, readers: Vec<UserId>) -> Result<()> {
    if readers.is_empty() {
        return Ok(());
    }
    let now = fanout.clock.now();
    let telling = readers
        .into_iter()
        .map(async |to| fanout.store.notifications().put(&Notification::of_post(entry, to), now).await);
    futures::stream::iter(telling).buffer_unordered(PARALLEL).try_collect::<()>().await?;
    // Deleted meanwhile: what clears that away may have been before these.
    if fanout.store.posts().get(entry.post, true).await?.is_none() {
        fanout.store.cleanup().post(entry.post, entry.author, true).await?;
    }
    Ok(())
}

/// The audience: those who follow, then those who are connected.
const AUDIENCE: [(&str, EdgeList); 2] = [("followers", EdgeList::Followers), ("connections", EdgeList::Connections)];

/// The users who come next, and how far that is. A place is a list and a position in it.
async fn part(fanout: &Fanout, author: UserId, after: Option<&str>) -> Result<(Vec<UserId>, DeliveryProgress)> {
    let begun = after.and_then(|after| after.split_once(' '));
    let mut users = Vec::new();
    // The lists after the one that was begun come from their start.
    let lists = AUDIENCE.iter().skip_while(|(name, _)| begun.is_some_and(|(begun, _)| begun != *name));
    for (name, list) in lists {
        let start = Start::after(begun.filter(|(begun, _)| begun == name).map(|(_, position)| position));
        let page = fanout.store.edge_lists().page(*list, author, &PageRequest { limit: PART, start }).await?;
        users.extend(page.rows);
        if let Some(Cursor { position, .. }) = page.next {
            return Ok((users, DeliveryProgress::Until(format!("{name} {position}"))));
        }
    }
    // Some are in both.
    users.sort_unstable();
    users.dedup();
    Ok((users, DeliveryProgress::Done))
}
