//! Notifications: what somebody is told of an event, and what they need not hear of any more.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::Result;
use shared::domain::notification::NotificationKey;
use shared::domain::notification::change::{NotificationChange, changes};

use crate::{Batch, Failures, Fanout};

/// Notifications dealt with at the same time.
const PARALLEL: usize = 16;

/// The last word of a batch on one fact, and the records that tell of the fact.
struct Told {
    change: NotificationChange,
    records: Vec<String>,
}

/// Tells, and takes back. Of one fact only the last word of a batch counts: what is made and undone again is not told.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut facts: BTreeMap<NotificationKey, Told> = BTreeMap::new();
    for record in &batch.records {
        for change in changes(&record.event, record.at()) {
            let fact = change.notification().fact();
            let told = facts.entry(fact).or_insert_with(|| Told { change: change.clone(), records: Vec::new() });
            told.change = change;
            told.records.push(record.id.clone());
        }
    }
    let telling: Vec<_> = facts.into_values().map(|told| try_apply(fanout, told)).collect();
    let failed: Vec<Vec<String>> = futures::stream::iter(telling).buffer_unordered(PARALLEL).collect().await;
    failed.into_iter().flatten().collect()
}

/// Deals with one fact; answers the records that have to come again.
async fn try_apply(fanout: &Fanout, Told { change, records }: Told) -> Vec<String> {
    match apply(fanout, &change).await {
        Ok(()) => Vec::new(),
        Err(error) => {
            tracing::warn!(to = %change.notification().to, %error, "not told");
            records
        }
    }
}

async fn apply(fanout: &Fanout, change: &NotificationChange) -> Result<()> {
    match change {
        NotificationChange::Tell(note) => fanout.store.notifications().notify(note, fanout.clock.now()).await,
        NotificationChange::Untell(note) => fanout.store.notifications().retract(note).await,
    }
}
