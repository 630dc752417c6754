//! Notifications: notifies users of facts, retracts unseen notifications of facts that were undone, and takes away those
//! that a hidden user has caused.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::notification::NotificationKey;
use shared::domain::notification::change::{NotificationChange, changes};
use shared::domain::{EdgeKind, Result};

use crate::batch::{Batch, Failures, Record};
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
    // Only now, so that hides also reach what this batch notified.
    let hiding: Vec<_> = batch.records.iter().map(|record| try_clean_up(fanout, record)).collect();
    let unhidden: Vec<Option<String>> = futures::stream::iter(hiding).buffer_unordered(PARALLEL).collect().await;
    failed.into_iter().flatten().chain(unhidden.into_iter().flatten()).collect()
}

/// Takes away the next notifications that a hidden user has caused, if the record asks for it. Returns the record to
/// deliver again.
async fn try_clean_up(fanout: &Fanout, record: &Record) -> Option<String> {
    let (hide, after) = match &record.event {
        Event::Linked(EdgeKind::Hide, hide) => (hide, None),
        Event::HideCleanupDue { hide, after } => (hide, Some(after.as_str())),
        _ => return None,
    };
    let error = fanout.store.notifications().clean_up_after_hide(*hide, after).await.err()?;
    tracing::warn!(to = %hide.from, %error, "cannot take away notifications of a hidden user");
    Some(record.id.clone())
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
