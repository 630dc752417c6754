//! The name index: updates the words of each user whose profile changed, from the current profile.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::profile::search::{NameIndexEntry, entries_of};
use shared::domain::{Profile, UserId};

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Users that are indexed concurrently.
const PARALLEL: usize = 8;

/// A user's entries in all images of the batch's changes, and the records of these changes.
#[derive(Default)]
struct Affected {
    entries: BTreeSet<NameIndexEntry>,
    records: Vec<String>,
}

/// Updates the index for every user whose names change in the batch.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut users: BTreeMap<UserId, Affected> = BTreeMap::new();
    for record in &batch.records {
        for profile in renamed_profiles(&record.event) {
            let affected = users.entry(profile.id).or_default();
            affected.entries.extend(entries_of(profile));
            affected.records.push(record.id.clone());
        }
    }
    let indexing: Vec<_> = users.into_iter().map(|(user, affected)| try_index(fanout, user, affected)).collect();
    futures::stream::iter(indexing).buffer_unordered(PARALLEL).collect().await
}

/// The images of a profile whose names the event changes; none if it changes other fields only.
fn renamed_profiles(event: &Event) -> Vec<&Profile> {
    match event {
        Event::UserRegistered(profile) | Event::UserDeleted(profile) => vec![profile],
        Event::UserUpdated { before, after } if entries_of(before) != entries_of(after) => vec![before, after],
        _ => Vec::new(),
    }
}

/// Indexes one user.
async fn try_index(fanout: &Fanout, user: UserId, affected: Affected) -> Failures {
    match fanout.store.name_index().update(user, affected.entries).await {
        Ok(()) => Failures::default(),
        Err(error) => {
            tracing::warn!(%user, %error, "cannot index a user");
            Failures::of(affected.records, &error)
        }
    }
}
