//! Counters: one write for each user, each post and each comment whose counters change in the batch.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::counter::{CounterOwner, deltas};
use shared::domain::event::Event;
use shared::domain::{CommentRef, Error, Flag, FlagTarget, Result, UserId};
use shared::store::{CountedChange, CounterState};

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Counter owners that are written concurrently.
const PARALLEL: usize = 16;

/// The counter state, after the batch, of the users whose counters it changes.
pub type CounterStates = BTreeMap<UserId, CounterState>;

/// Counts the changes of the batch. Returns the records that it could not count, and the counter states.
pub async fn project(fanout: &Fanout, batch: &Batch) -> (Failures, CounterStates) {
    let mut counters: BTreeMap<CounterOwner, Vec<CountedChange>> = BTreeMap::new();
    for record in &batch.records {
        for (owner, counter, by) in deltas(&record.event) {
            let change = CountedChange { sequence: record.sequence.clone(), deltas: [(counter, by)].into() };
            counters.entry(owner).or_default().push(change);
        }
    }
    let counting: Vec<_> =
        counters.iter().map(|(owner, changes)| count(fanout, &batch.shard, *owner, changes)).collect();
    let outcomes: Vec<Outcome<'_>> = futures::stream::iter(counting).buffer_unordered(PARALLEL).collect().await;
    let deleted: BTreeSet<CounterOwner> = outcomes
        .iter()
        .filter(|outcome| outcome.state.is_some_and(|state| state.gone))
        .map(|outcome| outcome.owner)
        .collect();
    let mut failures: Failures = outcomes.iter().filter_map(|outcome| outcome.failures(batch)).collect();
    failures.extend([remove_all_late(fanout, &deleted, batch).await]);
    let counter_states = outcomes.iter().filter_map(|outcome| match outcome.owner {
        CounterOwner::User(user) => Some((user, outcome.state?)),
        CounterOwner::Post(_) | CounterOwner::Comment(_) => None,
    });
    (failures, counter_states.collect())
}

/// The users, posts and comments whose counters a change affects.
pub fn owners(event: &Event) -> BTreeSet<CounterOwner> {
    deltas(event).into_iter().map(|(owner, ..)| owner).collect()
}

/// What [`project`] does beside counting: removes what was written while its user was being deleted.
pub async fn project_without_counting(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut deleted = BTreeSet::new();
    for record in &batch.records {
        for owner in owners(&record.event) {
            let gone = match owner {
                CounterOwner::User(user) => fanout.store.counters().state(user).await.map(|state| state.gone),
                CounterOwner::Post(post) => fanout.store.posts().get(post, true).await.map(|post| post.is_none()),
                CounterOwner::Comment(at) => fanout.store.comments().get(at).await.map(|found| found.is_none()),
            };
            match gone {
                Ok(true) => drop(deleted.insert(owner)),
                Ok(false) => {}
                Err(error) => return Failures::of([record.id.clone()], &error),
            }
        }
    }
    remove_all_late(fanout, &deleted, batch).await
}

/// The outcome of counting for one owner.
struct Outcome<'a> {
    owner: CounterOwner,
    /// `None` if counting failed.
    state: Option<CounterState>,
    failed: Option<(Error, &'a [CountedChange])>,
}

impl Outcome<'_> {
    fn failures(&self, batch: &Batch) -> Option<Failures> {
        let (error, changes) = self.failed.as_ref()?;
        let failed: BTreeSet<_> = changes.iter().map(|change| &change.sequence).collect();
        let records = batch.records.iter().filter(|record| failed.contains(&record.sequence));
        Some(Failures::of(records.map(|record| record.id.clone()), error))
    }
}

async fn count<'a>(fanout: &Fanout, shard: &str, owner: CounterOwner, changes: &'a [CountedChange]) -> Outcome<'a> {
    match fanout.store.counters().add(owner, shard, changes, fanout.clock.now()).await {
        Ok(state) => Outcome { owner, state: Some(state), failed: None },
        Err(error) => {
            tracing::warn!(?owner, %error, "cannot count");
            Outcome { owner, state: None, failed: Some((error, changes)) }
        }
    }
}

/// Removes what this batch has written too late.
async fn remove_all_late(fanout: &Fanout, deleted: &BTreeSet<CounterOwner>, batch: &Batch) -> Failures {
    let mut failures = Failures::default();
    for record in &batch.records {
        let removed = remove_late(fanout, deleted, record).await;
        failures.extend([Failures::after(&record.id, removed, "cannot remove an item of a deleted user or post")]);
    }
    failures
}

/// Removes an edge, friendship, post, comment, reaction or ballot that was written while its user or post was being deleted. The
/// clean-up marks the counters of a deleted owner before it deletes the owner's items, so an item that it misses is
/// counted after the mark and found here.
async fn remove_late(fanout: &Fanout, deleted: &BTreeSet<CounterOwner>, record: &Record) -> Result<()> {
    let is_deleted = |user: UserId| deleted.contains(&CounterOwner::User(user));
    let store = &fanout.store;
    match &record.event {
        Event::Linked(kind, edge) if is_deleted(edge.from) || is_deleted(edge.to) => {
            store.edges(*kind).remove(edge.from, edge.to).await.map(drop)
        }
        Event::FriendshipChanged { after: Some(after), .. } if is_deleted(after.from) || is_deleted(after.to) => {
            store.friendships().remove(after.from, after.to).await
        }
        Event::PostPublished(post, _) if is_deleted(post.author) => store.posts().delete(*post, None).await.map(drop),
        Event::Reacted(kind, reaction) if deleted.contains(&CounterOwner::Post(reaction.post)) => {
            store.reactions().remove(*kind, reaction.post, reaction.user).await
        }
        Event::CommentChanged { before: None, after: Some(after) } if is_gone(deleted, after.comment.at) => {
            store.comments().remove(after.comment.at).await
        }
        Event::Flagged(flag) if is_of_deleted(deleted, flag) => store.flags().remove(flag).await,
        Event::CommentVoted(vote) if deleted.contains(&CounterOwner::Comment(vote.at)) => {
            store.comment_votes().remove(vote.at, vote.user).await
        }
        Event::PollVoted { after: Some(ballot), .. } if deleted.contains(&CounterOwner::Post(ballot.post)) => {
            store.ballots().remove(ballot.post, ballot.user).await
        }
        _ => Ok(()),
    }
}

/// Whether the post or the parent of a comment is gone.
fn is_gone(deleted: &BTreeSet<CounterOwner>, at: CommentRef) -> bool {
    let parent = at.parent().is_some_and(|parent| deleted.contains(&CounterOwner::Comment(parent)));
    parent || deleted.contains(&CounterOwner::Post(at.post))
}

/// Whether a flag is of a user, post or comment that is gone.
fn is_of_deleted(deleted: &BTreeSet<CounterOwner>, flag: &Flag) -> bool {
    match flag.target {
        FlagTarget::User(user) => deleted.contains(&CounterOwner::User(user)),
        FlagTarget::Post(post) => deleted.contains(&CounterOwner::Post(post)),
        FlagTarget::Comment(at) => deleted.contains(&CounterOwner::Comment(at)),
    }
}
