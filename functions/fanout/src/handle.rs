//! Processes a batch: what fails for an outage is delivered again, what can never be processed is parked.

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEvent, TimeWindowEventResponse};
use aws_lambda_events::streams::DynamoDbBatchItemFailure;
use futures::FutureExt as _;
use serde_json::Value;
use shared::runtime::telemetry::{PARKED, batch};

use crate::failures::Failure;
use crate::fanout::Fanout;

/// A record that is not one: the JSON of it, and what is wrong with it.
pub(crate) struct Malformed {
    pub(crate) json: Value,
    pub(crate) error: String,
}

impl Fanout {
    /// Processes a batch of one shard. The response lists the records to deliver again.
    pub async fn handle(&self, event: TimeWindowEvent) -> TimeWindowEventResponse {
        let shard = event.time_window_properties.shard_id.unwrap_or_default();
        self.handle_records(&shard, &event.dynamo_db_event.records, &[]).await
    }

    /// The same for the records of an event, of which some may be malformed.
    pub(crate) async fn handle_records(
        &self,
        shard: &str,
        records: &[EventRecord],
        malformed: &[Malformed],
    ) -> TimeWindowEventResponse {
        let count = records.len() + malformed.len();
        batch("fanout", Some(count), self.handle_all(shard, records, malformed).boxed()).await
    }

    async fn handle_all(
        &self,
        shard: &str,
        records: &[EventRecord],
        malformed: &[Malformed],
    ) -> TimeWindowEventResponse {
        let mut again = Vec::new();
        for Malformed { json, error } in malformed {
            if !self.park(shard, json, error).await {
                again.push(json["dynamodb"]["SequenceNumber"].as_str().unwrap_or_default().to_owned());
            }
        }
        for (at, failure) in self.process(shard, records).boxed().await {
            let record = &records[at];
            let is_parked = match &failure {
                Failure::Outage => false,
                Failure::Unapplied(error) | Failure::Unreadable(error) => match serde_json::to_value(record) {
                    Ok(json) => self.park(shard, &json, error).await,
                    Err(_) => false,
                },
            };
            if !is_parked {
                again.push(record.change.sequence_number.clone().unwrap_or_default());
            }
        }
        let mut response = TimeWindowEventResponse::default();
        response.batch_item_failures = again.into_iter().map(failure).collect();
        response
    }

    /// Parks a record with its content. If that fails too, it returns `false`: the record is delivered again.
    async fn park(&self, shard: &str, record: &Value, error: &str) -> bool {
        match self.store.parked_records().park(shard, record, error, self.clock.now()).boxed().await {
            Ok(parked) => {
                // The error may quote the content, which belongs in no log.
                let (sequence, change) = (parked.sequence, parked.change);
                tracing::error!(target: PARKED, parked = 1, id = parked.id, sequence, change, "parked a record");
                true
            }
            Err(error) => {
                tracing::error!(%error, "cannot park a record");
                false
            }
        }
    }
}

fn failure(sequence: String) -> DynamoDbBatchItemFailure {
    let mut failure = DynamoDbBatchItemFailure::default();
    failure.item_identifier = Some(sequence);
    failure
}
