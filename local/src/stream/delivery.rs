//! Delivers a batch of records to a consumer of the stream, with the filter, the partial failures and the retries of an
//! event source mapping.

#[cfg(test)]
mod tests;

use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use jiff::Timestamp;
use serde_dynamo::AttributeValue;
use shared::dynamo::SK;

use super::consumer::Consumer;

/// Records per batch, as in `template.yaml`.
pub const BATCH_SIZE: usize = 100;
/// The pause before the first retry. It doubles with each retry, up to the longest one.
const INITIAL_BACKOFF: Duration = Duration::from_millis(50);
/// The longest pause between two attempts.
const BACKOFF_MAX: Duration = Duration::from_secs(1);

/// The delivery of a batch of one shard: the records that pass the filter, and how far they are processed.
///
/// As Lambda does, it goes on after the last record before the lowest failure, and delivers that and all later records
/// again, whatever the consumer said of these. It ends when all records are processed or too old.
pub struct Delivery<'a> {
    records: Vec<&'a EventRecord>,
    /// How many records are done.
    done: usize,
    backoff: Duration,
}

impl<'a> Delivery<'a> {
    /// The delivery of these records to this kind of consumer.
    pub fn new<C: Consumer>(batch: &'a [EventRecord]) -> Self {
        let records = batch.iter().filter(|record| passes::<C>(record)).collect();
        Self { records, done: 0, backoff: INITIAL_BACKOFF }
    }

    /// Delivers what is left. Returns whether nothing is left then.
    pub async fn attempt<C: Consumer>(&mut self, consumer: &C, shard: &str) -> bool {
        let left = &self.records[self.done..];
        if left.is_empty() {
            return true;
        }
        let failures = consumer.process(shard, left.iter().copied().cloned().collect()).await;
        let is_failed = |record: &&EventRecord| sequence_of(record).is_some_and(|id| failures.iter().any(|f| f == id));
        let lowest = match left.iter().position(is_failed) {
            // Lambda takes a report that names no record of the batch for a failure of the whole batch.
            None if !failures.is_empty() => 0,
            None => left.len(),
            Some(lowest) => lowest,
        };
        if lowest > 0 {
            self.backoff = INITIAL_BACKOFF;
        }
        self.done += lowest;
        self.done == self.records.len()
    }

    /// Passes over records that are older than the mapping of the consumer allows, and returns them.
    pub fn give_up<C: Consumer>(&mut self, now: Timestamp) -> &[&'a EventRecord] {
        let limit = i64::try_from(C::MAXIMUM_RECORD_AGE.as_secs()).unwrap_or(i64::MAX);
        let is_old =
            |record: &EventRecord| now.as_second() - record.change.approximate_creation_date_time.timestamp() > limit;
        let old = self.records[self.done..].iter().take_while(|record| is_old(record)).count();
        self.done += old;
        &self.records[self.done - old..self.done]
    }

    /// The sequence number of the last record that is done, if there is one.
    pub fn checkpoint(&self) -> Option<&str> {
        sequence_of(self.records[..self.done].last()?)
    }

    /// Waits before the next attempt.
    pub async fn pause(&mut self) {
        tokio::time::sleep(self.backoff).await;
        self.backoff = (self.backoff * 2).min(BACKOFF_MAX);
    }
}

/// Delivers a batch until all of it is processed. Returns the number of attempts.
pub async fn deliver<C: Consumer>(consumer: &C, shard: &str, batch: &[EventRecord]) -> usize {
    let mut delivery = Delivery::new::<C>(batch);
    let mut attempts = 1;
    while !delivery.attempt(consumer, shard).await {
        delivery.pause().await;
        attempts += 1;
    }
    attempts
}

/// Whether the record passes the filter in `template.yaml`.
pub fn passes<C: Consumer>(record: &EventRecord) -> bool {
    matches!(record.change.keys.get(SK), Some(AttributeValue::S(key)) if C::takes_change(key, record))
}

fn sequence_of(record: &EventRecord) -> Option<&str> {
    record.change.sequence_number.as_deref()
}
