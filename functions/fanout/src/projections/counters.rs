//! Counters: one write for each user and each post whose numbers a batch changes.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::counter::{CounterOwner, deltas};
use shared::domain::event::Event;
use shared::domain::{Result, UserId};
use shared::store::{CountedChange, CounterState};

use crate::{Batch, Failures, Fanout, Record};

/// Users and posts counted for at the same time.
const PARALLEL: usize = 16;

/// How the users stand whose numbers a batch changes.
pub type CounterStates = BTreeMap<UserId, CounterState>;

/// Counts what the batch changes; what could not be counted has to come again.
pub async fn project(fanout: &Fanout, batch: &Batch) -> (Failures, CounterStates) {
    let mut counters: BTreeMap<CounterOwner, Vec<CountedChange>> = BTreeMap::new();
    for record in &batch.records {
        for (of, counter, by) in deltas(&record.event) {
            let change = CountedChange { sequence: record.sequence.clone(), deltas: [(counter, by)].into() };
            counters.entry(of).or_default().push(change);
        }
    }
    let counting: Vec<_> = counters.iter().map(|(of, changes)| count(fanout, &batch.shard, *of, changes)).collect();
    let counted: Vec<Outcome<'_>> = futures::stream::iter(counting).buffer_unordered(PARALLEL).collect().await;
    let gone: BTreeSet<CounterOwner> =
        counted.iter().filter(|one| one.state.is_some_and(|s| s.gone)).map(|one| one.of).collect();
    let failed: BTreeSet<_> = counted.iter().flat_map(|one| one.failed).map(|change| &change.sequence).collect();
    let mut failures: Failures = batch
        .records
        .iter()
        .filter(|record| failed.contains(&record.sequence))
        .map(|record| record.id.clone())
        .collect();
    for record in &batch.records {
        if let Err(error) = unlink(fanout, &gone, record).await {
            tracing::warn!(sequence = record.id, %error, "not unlinked");
            failures.insert(record.id.clone());
        }
    }
    let counter_states = counted.iter().filter_map(|one| match one.of {
        CounterOwner::User(user) => Some((user, one.state?)),
        CounterOwner::Post(_) => None,
    });
    (failures, counter_states.collect())
}

/// How the counting for one user or post went.
struct Outcome<'a> {
    of: CounterOwner,
    state: Option<CounterState>,
    failed: &'a [CountedChange],
}

async fn count<'a>(fanout: &Fanout, shard: &str, of: CounterOwner, changes: &'a [CountedChange]) -> Outcome<'a> {
    match fanout.store.counters().add(of, shard, changes, fanout.clock.now()).await {
        Ok(state) => Outcome { of, state: Some(state), failed: &[] },
        Err(error) => {
            tracing::warn!(?of, %error, "not counted");
            Outcome { of, state: None, failed: changes }
        }
    }
}

/// Removes an edge, a friendship, a post, or what somebody did about a post, that was being made while one of its ends
/// was being deleted. The numbers of who is gone are marked
/// before their edges are cleared away: either that has seen the edge, or its count has seen the mark.
async fn unlink(fanout: &Fanout, gone: &BTreeSet<CounterOwner>, record: &Record) -> Result<()> {
    let is_gone = |user: UserId| gone.contains(&CounterOwner::User(user));
    let store = &fanout.store;
    match &record.event {
        Event::Linked(kind, edge) if is_gone(edge.from) || is_gone(edge.to) => {
            store.edges(*kind).remove(edge.from, edge.to).await.map(drop)
        }
        Event::FriendshipChanged { after: Some(after), .. } if is_gone(after.from) || is_gone(after.to) => {
            store.friendships().remove(after.from, after.to).await
        }
        Event::PostPublished(post) if is_gone(post.author) => store.posts().delete(post.id).await.map(drop),
        Event::Reacted(kind, reaction) if gone.contains(&CounterOwner::Post(reaction.post)) => {
            store.reactions().remove(*kind, reaction.post, reaction.user).await
        }
        Event::PollVoted { after: Some(ballot), .. } if gone.contains(&CounterOwner::Post(ballot.post)) => {
            store.ballots().remove(ballot.post, ballot.user).await
        }
        _ => Ok(()),
    }
}
