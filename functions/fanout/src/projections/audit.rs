//! The audit trail: what users did to their own credentials. What staff do is written with the fact.

use futures::StreamExt as _;
use shared::domain::account::audit::OwnAct;
use shared::domain::event::Event;
use shared::domain::{Result, UserId};

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Entries that are written concurrently.
const PARALLEL: usize = 8;

/// Writes an entry for each change of an auth state that its user made. The entry has the id of the act, so that a replay
/// writes it again.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let acts = batch.records.iter().filter_map(|record| match &record.event {
        Event::AuthStateChanged(user, Some(act)) => Some(try_record(fanout, record, *user, act.clone())),
        _ => None,
    });
    let acts: Vec<_> = acts.collect();
    futures::stream::iter(acts).buffer_unordered(PARALLEL).collect().await
}

async fn try_record(fanout: &Fanout, record: &Record, user: UserId, act: OwnAct) -> Failures {
    let recorded: Result<()> = fanout.store.audit_trail().record_own(user, act).await;
    Failures::after(&record.id, recorded, "cannot write to an audit trail")
}
