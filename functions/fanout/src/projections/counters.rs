//! Counters: one write for each user whose numbers a batch changes.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::UserId;
use shared::domain::counting::deltas;
use shared::store::Counted;

use crate::{Batch, Failures, Fanout};

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
    let failed: Vec<&[Counted]> = futures::stream::iter(counting).buffer_unordered(PARALLEL).collect().await;
    let failed: BTreeSet<_> = failed.into_iter().flatten().map(|change| &change.sequence).collect();
    batch.records.iter().filter(|record| failed.contains(&record.sequence)).map(|record| record.id.clone()).collect()
}

/// Counts for one user; answers what could not be counted.
async fn count<'a>(fanout: &Fanout, shard: &str, user: UserId, changes: &'a [Counted]) -> &'a [Counted] {
    match fanout.store.add_counts(user, shard, changes, fanout.clock.now()).await {
        Ok(()) => &[],
        Err(error) => {
            tracing::warn!(%user, %error, "not counted");
            changes
        }
    }
}
