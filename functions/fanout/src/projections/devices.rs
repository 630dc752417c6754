//! Devices: removes those of sessions and accounts that have ended.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::{Result, UserId};

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Users who are processed concurrently.
const PARALLEL: usize = 8;

/// Looks at each user whose auth state has changed once, however often it has in the batch.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    if !fanout.mailer.web_pushes {
        return Failures::default();
    }
    let mut users: BTreeMap<UserId, BTreeSet<String>> = BTreeMap::new();
    for record in &batch.records {
        if let Event::AuthStateChanged(user, _) | Event::BanChanged { user, .. } = record.event {
            users.entry(user).or_default().insert(record.id.clone());
        }
    }
    let ending: Vec<_> = users.into_iter().map(|(user, records)| try_end(fanout, user, records)).collect();
    futures::stream::iter(ending).buffer_unordered(PARALLEL).collect().await
}

/// Processes one user.
async fn try_end(fanout: &Fanout, user: UserId, records: BTreeSet<String>) -> Failures {
    let Err(error) = end(fanout, user).await else { return Failures::default() };
    tracing::warn!(user = user.get(), %error, "cannot remove devices");
    Failures::of(records, &error)
}

/// Removes the devices that the auth state of their user no longer admits.
async fn end(fanout: &Fanout, user: UserId) -> Result<()> {
    let devices = fanout.store.devices().of_user(user).await?;
    if devices.is_empty() {
        return Ok(());
    }
    let auth = fanout.store.auth_states().get(user).await?;
    fanout.store.devices().keep_admitted(user, devices, auth.as_ref()).await.map(drop)
}
