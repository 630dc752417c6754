//! The Lambda entry point, and the log line of each batch: its cost, and how far `fanout` lags behind the table.

use std::time::Instant;

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEventResponse};
use serde::Deserialize as _;
use serde_json::Value;
use shared::dynamo::capacity::{Cost, metered};
use shared::runtime::telemetry::{BATCH, flushed};

use crate::fanout::Fanout;
use crate::handle::Malformed;

impl Fanout {
    /// Handles an event of the event source mapping and logs what it cost. The event at the end of a tumbling window
    /// may have no `Records`. Each record is read by itself, so that a malformed one does not fail the others.
    pub async fn invoke(&self, mut event: Value) -> Result<TimeWindowEventResponse, lambda_runtime::Error> {
        let (mut records, mut malformed) = (Vec::new(), Vec::new());
        let all = match event.get_mut("Records").map(Value::take) {
            Some(Value::Array(all)) => all,
            None | Some(Value::Null) => Vec::new(),
            _ => return Err("the event has no list of records".into()),
        };
        for json in all {
            match EventRecord::deserialize(&json) {
                Ok(record) => records.push(record),
                Err(error) => malformed.push(Malformed { error: error.to_string(), json }),
            }
        }
        let shard = event.get("shardId").and_then(Value::as_str).unwrap_or_default();
        Ok(flushed(handle_and_log(self, shard, &records, &malformed)).await)
    }
}

/// Handles a batch and logs one line about it, or none about an empty batch.
async fn handle_and_log(
    fanout: &Fanout,
    shard: &str,
    changes: &[EventRecord],
    malformed: &[Malformed],
) -> TimeWindowEventResponse {
    let records = changes.len() + malformed.len();
    let oldest = changes.iter().map(|change| change.change.approximate_creation_date_time).min();
    let started = Instant::now();
    let handled = metered(fanout.handle_records(shard, changes, malformed)).await;
    let (response, Cost { rcu, wcu, .. }) = handled;
    if let Some(oldest) = oldest {
        let failed = response.batch_item_failures.len();
        let latency_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        // From the oldest change until all its derived data is written. The stream's times have a resolution of 1 s.
        let lag_ms = (fanout.clock.now().as_millisecond() - oldest.timestamp_millis()).max(0);
        tracing::info!(target: BATCH, records, failed, lag_ms, latency_ms, rcu, wcu, "processed a batch");
    }
    response
}
