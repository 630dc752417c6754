//! The stream of the table of a test, which is processed only when the test says so.

use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::dynamodb::EventRecord;
use aws_sdk_dynamodb::Client;
use kith::engine::{Endpoint, client};
use kith::stream::{BATCH_SIZE, deliver};
use kith::stream::{Checkpoints, Read, Reader};
use serde_dynamo::AttributeValue;
use shared::dynamo::{PK, SK};
use shared::store::item::ItemKind;
use tokio::sync::Mutex;

/// How long the delivery of a batch may take.
const DELIVERY_MAX: Duration = Duration::from_secs(60);

/// The stream of one table.
#[derive(Clone)]
pub struct TestStream {
    pub(crate) endpoint: Endpoint,
    pub(crate) table: String,
    pub(crate) client: Client,
    pub(crate) reader: Arc<Mutex<Option<Reader>>>,
}

impl TestStream {
    pub(crate) fn new(endpoint: Endpoint, table: &str) -> Self {
        let client = client(endpoint.clone());
        Self { endpoint, table: table.to_owned(), client, reader: Arc::default() }
    }

    /// The endpoint and the name of the table.
    pub fn address(&self) -> (&Endpoint, &str) {
        (&self.endpoint, &self.table)
    }

    /// The records since the last call.
    pub async fn read(&self) -> Vec<Read> {
        let mut reader = self.reader.lock().await;
        if reader.is_none() {
            let opened = Reader::open(self.endpoint.clone(), &self.table).await;
            *reader = Some(opened.expect("a stream"));
        }
        reader.as_mut().expect("it was just opened").read(&Checkpoints::new()).await.expect("records")
    }
}

impl crate::App {
    /// Has `fanout` process the stream, including the changes that this causes, until it is empty.
    pub async fn settle(&self) {
        let state = self.acting_as("fanout");
        self.settle_by(&fanout::Fanout::new(state.store, state.clock).with_media(state.media)).await;
    }

    /// The same with this instance of `fanout`. Panics if it parks a record, or does not get through.
    pub async fn settle_by(&self, fanout: &fanout::Fanout) {
        loop {
            let reads = self.stream.read().await;
            if reads.is_empty() {
                return;
            }
            for read in reads {
                for batch in read.records.chunks(BATCH_SIZE) {
                    assert!(!batch.iter().any(is_parked), "a record was parked: {batch:?}");
                    let delivered = tokio::time::timeout(DELIVERY_MAX, deliver(fanout, &read.shard, batch)).await;
                    delivered.unwrap_or_else(|_| panic!("not processed: {batch:?}"));
                }
            }
        }
    }
}

/// Whether a record of the stream says that another one was parked.
pub fn is_parked(record: &EventRecord) -> bool {
    let key = |name| match record.change.keys.get(name) {
        Some(AttributeValue::S(key)) => key.as_str(),
        _ => "",
    };
    ItemKind::parse(key(PK), key(SK)) == ItemKind::ParkedRecord
}
