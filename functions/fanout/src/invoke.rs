//! The Lambda entry point, and the log line of each batch: its cost, and how far `fanout` lags behind the table.

use std::time::Instant;

use aws_lambda_events::dynamodb::{TimeWindowEvent, TimeWindowEventResponse};
use serde_json::Value;
use shared::dynamo::capacity::{Cost, metered};
use shared::runtime::telemetry::BATCH;

use crate::fanout::Fanout;

impl Fanout {
    /// Handles an event of the event source mapping and logs what it cost. The event at the end of a tumbling window
    /// may have no `Records`.
    pub async fn invoke(&self, mut event: Value) -> Result<TimeWindowEventResponse, lambda_runtime::Error> {
        if let Some(event) = event.as_object_mut() {
            event.entry("Records").or_insert_with(|| Value::Array(Vec::new()));
        }
        Ok(handle_and_log(self, serde_json::from_value(event)?).await)
    }
}

/// Handles a batch and logs one line about it, or none about an empty batch.
async fn handle_and_log(fanout: &Fanout, event: TimeWindowEvent) -> TimeWindowEventResponse {
    let changes = &event.dynamo_db_event.records;
    let (records, oldest) = (changes.len(), changes.iter().map(|c| c.change.approximate_creation_date_time).min());
    let started = Instant::now();
    let (response, Cost { rcu, wcu, .. }) = metered(fanout.handle(event)).await;
    if let Some(oldest) = oldest {
        let failed = response.batch_item_failures.len();
        let latency_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        // From the oldest change until all its derived data is written. The stream's times have a resolution of 1 s.
        let lag_ms = (fanout.clock.now().as_millisecond() - oldest.timestamp_millis()).max(0);
        tracing::info!(target: BATCH, records, failed, lag_ms, latency_ms, rcu, wcu, "processed a batch");
    }
    response
}
