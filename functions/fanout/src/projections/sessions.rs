//! Sessions: ends the oldest sessions of users who have begun too many, and records who was active on which day.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::UserId;
use shared::domain::event::Event;

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Users who are processed concurrently.
const PARALLEL: usize = 8;

/// Looks at each user with a new session once, however many the batch has, and records who was active.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut users: BTreeMap<UserId, BTreeSet<String>> = BTreeMap::new();
    for record in &batch.records {
        if let Event::SessionUsed { user, begins: true, .. } = record.event {
            users.entry(user).or_default().insert(record.id.clone());
        }
    }
    let ending: Vec<_> = users.into_iter().map(|(user, records)| try_end(fanout, user, records)).collect();
    let mut failures: Failures = futures::stream::iter(ending).buffer_unordered(PARALLEL).collect().await;
    failures.extend([record_active(fanout, batch).await]);
    failures
}

/// Records on which days the users of the batch were active.
async fn record_active(fanout: &Fanout, batch: &Batch) -> Failures {
    let (mut active, mut records) = (BTreeSet::new(), BTreeSet::new());
    for record in &batch.records {
        if let Event::SessionUsed { user, day, .. } = record.event {
            active.insert((day, user));
            records.insert(record.id.clone());
        }
    }
    if active.is_empty() {
        return Failures::default();
    }
    let Err(error) = fanout.store.figures().record_active(&active).await else { return Failures::default() };
    tracing::warn!(%error, "cannot record who was active");
    Failures::of(records, &error)
}

/// Processes one user.
async fn try_end(fanout: &Fanout, user: UserId, records: BTreeSet<String>) -> Failures {
    let now = fanout.clock.now().as_second();
    let Err(error) = fanout.store.sessions().end_oldest(user, now).await else { return Failures::default() };
    tracing::warn!(user = user.get(), %error, "cannot end old sessions");
    Failures::of(records, &error)
}
