//! Reads the table's stream, shard by shard.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use aws_sdk_dynamodbstreams::Client;
use aws_sdk_dynamodbstreams::error::{DisplayErrorContext, ProvideErrorMetadata as _};
use aws_sdk_dynamodbstreams::types::{Record, ShardIteratorType};

use tokio::sync::watch;

use super::checkpoints::Checkpoints;
use crate::engine::{Endpoint, streams_client};

/// Time between two reads of an idle stream of an engine that does not notify of writes.
const POLL_INTERVAL: Duration = Duration::from_millis(25);
/// Records per call of `GetRecords`, the maximum.
const READ_MAX: i32 = 1_000;

/// The stream cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the stream of the table: {0}")]
pub struct StreamError(String);

fn failed<E: std::error::Error + Send + Sync + 'static>(error: E) -> StreamError {
    StreamError(DisplayErrorContext(error).to_string())
}

/// Reads a stream from the checkpoints on.
pub struct Reader {
    client: Client,
    stream: String,
    /// The shards, each with its iterator if one is open.
    shards: BTreeMap<String, Option<String>>,
    /// Notifies of writes, if the engine runs in this process.
    writes: Option<watch::Receiver<u64>>,
}

/// New records of one shard, in order.
pub struct Read {
    /// The shard's id.
    pub shard: String,
    /// At least one record.
    pub records: Vec<EventRecord>,
}

impl Reader {
    /// Opens the stream of a table, with the shards that it has now.
    pub async fn open(endpoint: impl Into<Endpoint>, table: &str) -> Result<Self, StreamError> {
        let endpoint = endpoint.into();
        let writes = match &endpoint {
            Endpoint::InProcess(handle) => Some(handle.writes()),
            Endpoint::Socket(_) | Endpoint::Url(_) | Endpoint::Port(_) => None,
        };
        let client = streams_client(endpoint);
        let streams = client.list_streams().table_name(table).send().await.map_err(failed)?;
        let stream = streams.streams().iter().filter_map(|stream| stream.stream_arn()).next_back();
        let stream = stream.ok_or_else(|| StreamError(format!("{table} has no stream")))?.to_owned();
        let mut reader = Self { client, stream, shards: BTreeMap::new(), writes };
        reader.find_shards().await?;
        Ok(reader)
    }

    /// Waits until there may be new records since the last call: for a write to an engine in this process, for a while
    /// where other engines cannot notify of writes.
    pub async fn wait(&mut self) {
        match &mut self.writes {
            // An error means that the engine was stopped; so will be the caller.
            Some(writes) => match writes.changed().await {
                Ok(()) => {}
                Err(_) => std::future::pending().await,
            },
            None => tokio::time::sleep(POLL_INTERVAL).await,
        }
    }

    async fn find_shards(&mut self) -> Result<(), StreamError> {
        let described = self.client.describe_stream().stream_arn(&self.stream).send().await.map_err(failed)?;
        let shards = described.stream_description.map(|stream| stream.shards.unwrap_or_default()).unwrap_or_default();
        for shard in shards.into_iter().filter_map(|shard| shard.shard_id) {
            self.shards.entry(shard).or_default();
        }
        Ok(())
    }

    /// Reads up to 1,000 new records of each shard: those after its checkpoint at first, then those after the last read.
    pub async fn read(&mut self, checkpoints: &Checkpoints) -> Result<Vec<Read>, StreamError> {
        let mut reads = Vec::new();
        let shards: Vec<String> = self.shards.keys().cloned().collect();
        for shard in shards {
            let iterator = match self.shards.get_mut(&shard).and_then(Option::take) {
                Some(iterator) => iterator,
                None => self.iterator(&shard, checkpoints.get(&shard)).await?,
            };
            let page = match self.client.get_records().shard_iterator(iterator).limit(READ_MAX).send().await {
                Ok(page) => page,
                // An iterator expires after 15 minutes. The next read opens another at the checkpoint.
                Err(error) if error.code() == Some("ExpiredIteratorException") => continue,
                Err(error) => return Err(failed(error)),
            };
            self.shards.insert(shard.clone(), page.next_shard_iterator);
            let records: Vec<_> = page.records.unwrap_or_default().into_iter().map(record).collect();
            if !records.is_empty() {
                reads.push(Read { shard, records });
            }
        }
        Ok(reads)
    }

    /// The last sequence number of each shard that has records after its checkpoint. Reads all of these records.
    pub async fn ends(&self, checkpoints: &Checkpoints) -> Result<Checkpoints, StreamError> {
        let mut ends = Checkpoints::new();
        for shard in self.shards.keys() {
            let mut next = Some(self.iterator(shard, checkpoints.get(shard)).await?);
            while let Some(iterator) = next {
                let page =
                    self.client.get_records().shard_iterator(iterator).limit(READ_MAX).send().await.map_err(failed)?;
                let last = page.records().last().and_then(|record| record.dynamodb()?.sequence_number());
                let Some(last) = last else { break };
                ends.insert(shard.clone(), last.to_owned());
                next = page.next_shard_iterator;
            }
        }
        Ok(ends)
    }

    async fn iterator(&self, shard: &str, after: Option<&String>) -> Result<String, StreamError> {
        let request = self.client.get_shard_iterator().stream_arn(&self.stream).shard_id(shard);
        let request = match after {
            Some(sequence) => {
                request.shard_iterator_type(ShardIteratorType::AfterSequenceNumber).sequence_number(sequence)
            }
            None => request.shard_iterator_type(ShardIteratorType::TrimHorizon),
        };
        let output = request.send().await.map_err(failed)?;
        output.shard_iterator.ok_or_else(|| StreamError(format!("the shard {shard} has no iterator")))
    }
}

/// A record in the form in which Lambda passes it to a function.
fn record(record: Record) -> EventRecord {
    let mut event = EventRecord::default();
    event.event_id = record.event_id.unwrap_or_default();
    event.event_name = record.event_name.map(|name| name.as_str().to_owned()).unwrap_or_default();
    event.event_source = Some("aws:dynamodb".to_owned());
    if let Some(change) = record.dynamodb {
        if let Some(time) = change.approximate_creation_date_time {
            // The default is the Unix epoch.
            event.change.approximate_creation_date_time += Duration::from_secs(time.secs().try_into().unwrap_or(0));
        }
        event.change.keys = change.keys.unwrap_or_default().into();
        event.change.new_image = change.new_image.unwrap_or_default().into();
        event.change.old_image = change.old_image.unwrap_or_default().into();
        event.change.sequence_number = change.sequence_number;
        event.change.size_bytes = change.size_bytes.unwrap_or_default();
    }
    event
}
