//! Notifications: notifies users of facts, retracts unseen notifications of facts that were undone, and takes away those
//! that a hidden user has caused, and those of votes for a deleted comment.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::notification::NotificationKey;
use shared::domain::notification::change::{NotificationChange, changes};
use shared::domain::realtime::relation_end::relation_ends;
use shared::domain::{EdgeKind, Notification};

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;
use crate::push::Pushes;

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
    let applied: Vec<_> = futures::stream::iter(applying).buffer_unordered(PARALLEL).collect().await;
    let (mut failed, mut pushes) = (Failures::default(), Pushes::default());
    for outcome in applied {
        match outcome {
            Ok(Some(NotificationChange::Notify(note))) => pushes.notified(note),
            Ok(Some(NotificationChange::Retract(note))) => pushes.gone(note),
            Ok(None) => {}
            Err(failures) => failed.extend([failures]),
        }
    }
    // Only now, so that this also reaches what the batch notified.
    let cleaning: Vec<_> = batch.records.iter().map(|record| try_clean_up(fanout, record)).collect();
    let cleaned: Vec<_> = futures::stream::iter(cleaning).buffer_unordered(PARALLEL).collect().await;
    for outcome in cleaned {
        match outcome {
            Ok(taken) => taken.into_iter().for_each(|note| pushes.gone(note)),
            Err(failures) => failed.extend([failures]),
        }
    }
    for record in &batch.records {
        if let Event::NotificationSeen(note) = &record.event {
            pushes.gone((**note).clone());
        }
        relation_ends(&record.event).into_iter().for_each(|end| pushes.ended(end, record.derived_id()));
    }
    pushes.push(fanout).await;
    failed
}

/// Takes away notifications, if the record asks for it: the next ones that a hidden user has caused, or those of votes for a
/// comment that is deleted and keeps its votes, since it can be restored. Returns them.
async fn try_clean_up(fanout: &Fanout, record: &Record) -> Result<Vec<Notification>, Failures> {
    let notifications = fanout.store.notifications();
    let cleaned = match &record.event {
        Event::Linked(EdgeKind::Hide, hide) => notifications.clean_up_after_hide(*hide, None).await,
        Event::HideCleanupDue { hide, after } => notifications.clean_up_after_hide(*hide, Some(after)).await,
        Event::CommentChanged { before: Some(before), after: Some(after) }
            if before.comment.is_live() && !after.comment.is_live() =>
        {
            notifications.retract_votes(after.comment.at.id, after.comment.author).await
        }
        _ => return Ok(Vec::new()),
    };
    cleaned.map_err(|error| Failures::after(&record.id, Err(error), "cannot take away notifications"))
}

/// Applies one change. Returns it if it was made, and has not been seen.
async fn try_apply(
    fanout: &Fanout,
    LastChange { change, records }: LastChange,
) -> Result<Option<NotificationChange>, Failures> {
    match apply(fanout, &change).await {
        Ok(applied) => Ok(applied.then_some(change)),
        Err(error) => {
            tracing::warn!(to = %change.notification().to, %error, "cannot notify or retract");
            Err(Failures::of(records, &error))
        }
    }
}

async fn apply(fanout: &Fanout, change: &NotificationChange) -> shared::domain::Result<bool> {
    match change {
        NotificationChange::Notify(notification) => {
            fanout.store.notifications().notify(notification, fanout.clock.now()).await
        }
        NotificationChange::Retract(notification) => {
            fanout.store.notifications().retract(notification).await.map(|()| true)
        }
    }
}
