//! The functions that the table's stream is delivered to, each with its filter and its progress.

use std::future::Future;
use std::time::Duration;

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEvent};
use fanout::Fanout;
use mailer::Mailer;
use shared::store::mail::asks_for_mail;
use shared::store::stream::{ChangeKind, is_source, wakes_fanout};

use super::checkpoints::{FANOUT, MAILER};

/// A function that reads the stream.
pub trait Consumer: Send + Sync + 'static {
    /// The file of its checkpoints.
    const CHECKPOINTS: &'static str;
    /// How old a record may become that cannot be processed, as in `template.yaml`.
    const MAXIMUM_RECORD_AGE: Duration;
    /// Time that the pump gives writes to accumulate before it reads them.
    const BATCHING_WINDOW: Duration;

    /// Whether changes of items with this sort key pass the filter in `template.yaml`.
    fn takes(sort_key: &str) -> bool;

    /// Whether this change passes it, of an item with this sort key.
    fn takes_change(sort_key: &str, _: &EventRecord) -> bool {
        Self::takes(sort_key)
    }

    /// Processes changes of one shard. Returns the sequence numbers of those to deliver again.
    fn process(&self, shard: &str, records: Vec<EventRecord>) -> impl Future<Output = Vec<String>> + Send;
}

impl Consumer for Fanout {
    const CHECKPOINTS: &'static str = FANOUT;
    const MAXIMUM_RECORD_AGE: Duration = Duration::from_secs(23 * 60 * 60);
    /// So that a batch holds the changes of several requests and what `fanout` derived from the last batch.
    const BATCHING_WINDOW: Duration = Duration::from_millis(20);

    fn takes(sort_key: &str) -> bool {
        is_source(sort_key)
    }

    fn takes_change(sort_key: &str, record: &EventRecord) -> bool {
        let kind = match &*record.event_name {
            "MODIFY" => Some(ChangeKind::Modify),
            "REMOVE" => Some(ChangeKind::Remove),
            _ => None,
        };
        wakes_fanout(sort_key, kind, |name| record.change.new_image.contains_key(name))
    }

    async fn process(&self, shard: &str, records: Vec<EventRecord>) -> Vec<String> {
        let mut event = TimeWindowEvent::default();
        event.time_window_properties.shard_id = Some(shard.to_owned());
        event.dynamo_db_event.records = records;
        let response = self.handle(event).await;
        response.batch_item_failures.into_iter().filter_map(|failure| failure.item_identifier).collect()
    }
}

impl Consumer for Mailer {
    const CHECKPOINTS: &'static str = MAILER;
    const MAXIMUM_RECORD_AGE: Duration = Duration::from_secs(60 * 60);
    /// Few changes ask for a mail, and reading all of them costs `fanout` time.
    const BATCHING_WINDOW: Duration = Duration::from_millis(200);

    fn takes(sort_key: &str) -> bool {
        asks_for_mail(sort_key)
    }

    async fn process(&self, _: &str, records: Vec<EventRecord>) -> Vec<String> {
        Mailer::process(self, records).await
    }
}
