//! Delivers a batch of records to a consumer of the stream, with the filter, the partial failures and the retries of an
//! event source mapping.

use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use serde_dynamo::AttributeValue;
use shared::dynamo::SK;

use super::consumer::Consumer;

/// Records per batch, as in `template.yaml`.
pub const BATCH_SIZE: usize = 100;
/// How often a record is retried before it becomes a dead letter, as in `template.yaml`.
pub const MAXIMUM_RETRY_ATTEMPTS: u32 = 5;
/// Backoff before the second retry of a record; it doubles with each retry.
const INITIAL_BACKOFF: Duration = Duration::from_millis(50);

/// Delivers the records of a batch that pass the filter, and retries those that fail. Returns those that fail every time,
/// the dead letters. A failing record is retried alone, so that it delays the others by no more than its own retries.
pub async fn deliver<'a, C: Consumer>(consumer: &C, shard: &str, batch: &'a [EventRecord]) -> Vec<&'a EventRecord> {
    let mut dead_letters = Vec::new();
    let batch: Vec<&EventRecord> = batch.iter().filter(|record| passes::<C>(record)).collect();
    let mut remaining = &batch[..];
    while let Some(failed) = first_failure(consumer, shard, remaining).await {
        let (record, rest) = remaining[failed..].split_at(1);
        let mut backoff = INITIAL_BACKOFF;
        let mut retries = 0;
        while first_failure(consumer, shard, record).await.is_some() {
            retries += 1;
            if retries >= MAXIMUM_RETRY_ATTEMPTS {
                dead_letters.extend(record);
                break;
            }
            tokio::time::sleep(backoff).await;
            backoff *= 2;
        }
        remaining = rest;
    }
    dead_letters
}

/// Whether the record passes the filter in `template.yaml`.
pub fn passes<C: Consumer>(record: &EventRecord) -> bool {
    matches!(record.change.keys.get(SK), Some(AttributeValue::S(key)) if C::takes(key))
}

/// Invokes the consumer with these records and returns the index of the first that it reports as failed.
async fn first_failure<C: Consumer>(consumer: &C, shard: &str, records: &[&EventRecord]) -> Option<usize> {
    if records.is_empty() {
        return None;
    }
    let failures = consumer.process(shard, records.iter().copied().cloned().collect()).await;
    records.iter().position(|record| record.change.sequence_number.as_ref().is_some_and(|id| failures.contains(id)))
}
