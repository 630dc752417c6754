//! Sessions: ends the oldest sessions of users who have begun too many.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::UserId;
use shared::domain::event::Event;

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Users who are processed concurrently.
const PARALLEL: usize = 8;

/// Looks at each user with a new session once, however many the batch has.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut users: BTreeMap<UserId, BTreeSet<String>> = BTreeMap::new();
    for record in &batch.records {
        if let Event::SessionStarted(user) = record.event {
            users.entry(user).or_default().insert(record.id.clone());
        }
    }
    let ending: Vec<_> = users.into_iter().map(|(user, records)| try_end(fanout, user, records)).collect();
    futures::stream::iter(ending).buffer_unordered(PARALLEL).collect().await
}

/// Processes one user.
async fn try_end(fanout: &Fanout, user: UserId, records: BTreeSet<String>) -> Failures {
    let now = fanout.clock.now().as_second();
    let Err(error) = fanout.store.sessions().end_oldest(user, now).await else { return Failures::default() };
    tracing::warn!(user = user.get(), %error, "cannot end old sessions");
    Failures::of(records, &error)
}
