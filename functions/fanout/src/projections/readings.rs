//! Readings: marks the next notifications as seen of a user who has marked more than a request looks at.

use futures::StreamExt as _;
use shared::domain::event::Event;

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Readings that are processed concurrently.
const PARALLEL: usize = 4;

/// Does one step of each reading.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let reading: Vec<_> = batch.records.iter().map(|record| try_continue(fanout, record)).collect();
    futures::stream::iter(reading).buffer_unordered(PARALLEL).collect().await
}

/// Processes one record.
async fn try_continue(fanout: &Fanout, record: &Record) -> Failures {
    let Event::ReadingDue(reading) = &record.event else { return Failures::default() };
    let continued = fanout.store.notifications().continue_reading(reading, fanout.clock.now()).await;
    Failures::after(&record.id, continued, "cannot mark notifications as seen")
}
