//! Counters: one write for each user whose numbers a batch changes.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::counting::deltas;
use shared::domain::event::Event;
use shared::domain::{Result, UserId};
use shared::store::Counted;

use crate::{Batch, Failures, Fanout, Record};

/// Users counted for at the same time.
const PARALLEL: usize = 16;

/// Counts what the batch changes; a user's changes that could not be counted have to come again.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut users: BTreeMap<UserId, Vec<Counted>> = BTreeMap::new();
    for record in &batch.records {
        for (user, counter, by) in deltas(&record.event) {
            let change = Counted { sequence: record.sequence.clone(), deltas: [(counter, by)].into() };
            users.entry(user).or_default().push(change);
        }
    }
    let counting: Vec<_> = users.iter().map(|(user, changes)| count(fanout, &batch.shard, *user, changes)).collect();
    let counted: Vec<Outcome<'_>> = futures::stream::iter(counting).buffer_unordered(PARALLEL).collect().await;
    let gone: BTreeSet<UserId> = counted.iter().filter(|one| one.gone).map(|one| one.user).collect();
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
    failures
}

/// How the counting for one user went.
struct Outcome<'a> {
    user: UserId,
    gone: bool,
    failed: &'a [Counted],
}

async fn count<'a>(fanout: &Fanout, shard: &str, user: UserId, changes: &'a [Counted]) -> Outcome<'a> {
    match fanout.store.add_counts(user, shard, changes, fanout.clock.now()).await {
        Ok(gone) => Outcome { user, gone, failed: &[] },
        Err(error) => {
            tracing::warn!(%user, %error, "not counted");
            Outcome { user, gone: false, failed: changes }
        }
    }
}

/// Removes an edge or a friendship that was being made while one of its ends was being deleted. The numbers of who is gone are marked
/// before their edges are cleared away: either that has seen the edge, or its count has seen the mark.
async fn unlink(fanout: &Fanout, gone: &BTreeSet<UserId>, record: &Record) -> Result<()> {
    match &record.event {
        Event::Linked(kind, edge) if gone.contains(&edge.from) || gone.contains(&edge.to) => {
            fanout.store.unlink(*kind, edge.from, edge.to).await.map(drop)
        }
        Event::FriendshipChanged { after: Some(after), .. }
            if gone.contains(&after.from) || gone.contains(&after.to) =>
        {
            fanout.store.end_friendship(after.from, after.to).await
        }
        _ => Ok(()),
    }
}
