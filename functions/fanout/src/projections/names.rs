//! The index of names: one look at the profile for each user whose profile a batch changes.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::profile::search::{NameIndexEntry, entries_of};
use shared::domain::{Profile, UserId};

use crate::{Batch, Failures, Fanout};

/// Users indexed at the same time.
const PARALLEL: usize = 8;

/// A user's entries, before and after what a batch tells, and the records that tell it.
#[derive(Default)]
struct Affected {
    entries: BTreeSet<NameIndexEntry>,
    records: Vec<String>,
}

/// Brings the index up to date for every user whose names the batch touches.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut users: BTreeMap<UserId, Affected> = BTreeMap::new();
    for record in &batch.records {
        for profile in profiles(&record.event) {
            let touched = users.entry(profile.id).or_default();
            touched.entries.extend(entries_of(profile));
            touched.records.push(record.id.clone());
        }
    }
    let indexing: Vec<_> = users.into_iter().map(|(user, touched)| index(fanout, user, touched)).collect();
    let failed: Vec<Vec<String>> = futures::stream::iter(indexing).buffer_unordered(PARALLEL).collect().await;
    failed.into_iter().flatten().collect()
}

/// The profiles whose names an event touches: none where it leaves them as they were.
fn profiles(event: &Event) -> Vec<&Profile> {
    match event {
        Event::UserRegistered(profile) | Event::UserDeleted(profile) => vec![profile],
        Event::UserUpdated { before, after } if entries_of(before) != entries_of(after) => vec![before, after],
        _ => Vec::new(),
    }
}

/// Indexes one user; answers the records that have to come again.
async fn index(fanout: &Fanout, user: UserId, touched: Affected) -> Vec<String> {
    match fanout.store.name_index().update(user, touched.entries).await {
        Ok(()) => Vec::new(),
        Err(error) => {
            tracing::warn!(%user, %error, "not indexed");
            touched.records
        }
    }
}
