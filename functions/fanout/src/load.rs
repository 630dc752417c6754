//! What a batch took, and how far behind the table it was: the numbers that say whether `fanout` keeps up.

use std::time::Instant;

use aws_lambda_events::dynamodb::{TimeWindowEvent, TimeWindowEventResponse};
use shared::dynamo::capacity::{Cost, metered};
use shared::runtime::telemetry::BATCH;

use crate::Fanout;

/// Handles a batch, with one line of the log about it; one without changes leaves none.
pub(crate) async fn measured(fanout: &Fanout, event: TimeWindowEvent) -> TimeWindowEventResponse {
    let changes = &event.dynamo_db_event.records;
    let (records, oldest) = (changes.len(), changes.iter().map(|c| c.change.approximate_creation_date_time).min());
    let started = Instant::now();
    let (response, Cost { rcu, wcu, .. }) = metered(fanout.handle(event)).await;
    if let Some(oldest) = oldest {
        let failed = response.batch_item_failures.len();
        let latency_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        // From the oldest change until all that follows is done. The stream tells its time to the second.
        let lag_ms = (fanout.clock.now().as_millisecond() - oldest.timestamp_millis()).max(0);
        tracing::info!(target: BATCH, records, failed, lag_ms, latency_ms, rcu, wcu, "dealt with a batch");
    }
    response
}
