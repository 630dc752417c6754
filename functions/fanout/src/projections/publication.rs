//! Domain events for others: put on the bus, under the id of the change that tells them.

use crate::published::Published;
use crate::{Batch, Failures, Fanout};

/// Publishes what the batch tells. What the bus did not take comes again, and so may what it took: those who listen
/// drop an id that they have seen.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let told = batch.records.iter().filter_map(|record| Some((Published::of(record)?, &record.id)));
    let (events, places): (Vec<_>, Vec<_>) = told.unzip();
    let refused = fanout.bus.put(&events).await;
    refused.into_iter().filter_map(|event| places.get(event)).map(|place| (*place).clone()).collect()
}
