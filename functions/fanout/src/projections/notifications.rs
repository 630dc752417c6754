//! Notifications: notifies users of facts, and retracts unseen notifications of facts that were undone.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::Result;
use shared::domain::notification::NotificationKey;
use shared::domain::notification::change::{NotificationChange, changes};

use crate::batch::{Batch, Failures};
use crate::fanout::Fanout;

/// Facts that are processed concurrently.
const PARALLEL: usize = 16;

/// The last change of the batch to the notification of one fact, and the records that concern the fact.
struct LastChange {
    change: NotificationChange,
    records: Vec<String>,
}

/// Notifies and retracts. Only the last change to each fact counts, so a fact that is undone within the batch notifies
/// no one.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut facts: BTreeMap<NotificationKey, LastChange> = BTreeMap::new();
    for record in &batch.records {
        for change in changes(&record.event, record.derived_id()) {
            let fact = change.notification().key();
            let last = facts.entry(fact).or_insert_with(|| LastChange { change: change.clone(), records: Vec::new() });
            last.change = change;
            last.records.push(record.id.clone());
        }
    }
    let applying: Vec<_> = facts.into_values().map(|last| try_apply(fanout, last)).collect();
    let failed: Vec<Vec<String>> = futures::stream::iter(applying).buffer_unordered(PARALLEL).collect().await;
    failed.into_iter().flatten().collect()
}

/// Applies one change. Returns the records to deliver again.
async fn try_apply(fanout: &Fanout, LastChange { change, records }: LastChange) -> Vec<String> {
    match apply(fanout, &change).await {
        Ok(()) => Vec::new(),
        Err(error) => {
            tracing::warn!(to = %change.notification().to, %error, "cannot notify or retract");
            records
        }
    }
}

async fn apply(fanout: &Fanout, change: &NotificationChange) -> Result<()> {
    match change {
        NotificationChange::Notify(notification) => {
            fanout.store.notifications().notify(notification, fanout.clock.now()).await
        }
        NotificationChange::Retract(notification) => fanout.store.notifications().retract(notification).await,
    }
}
