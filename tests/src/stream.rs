//! The stream of a test's table: dealt with when the test says so, and not before.

use std::sync::Arc;

use aws_lambda_events::dynamodb::EventRecord;
use aws_sdk_dynamodb::Client;
use kith::engine::{client, streams_client};
use kith::stream::{BATCH_SIZE, deliver};
use kith::stream::{Checkpoints, Read, Reader};
use tokio::sync::Mutex;

/// The stream of one table.
#[derive(Clone)]
pub struct TestStream {
    pub(crate) endpoint: String,
    pub(crate) table: String,
    pub(crate) client: Client,
    pub(crate) reader: Arc<Mutex<Option<Reader>>>,
}

impl TestStream {
    pub(crate) fn new(endpoint: &str, table: &str) -> Self {
        let client = client(endpoint);
        Self { endpoint: endpoint.to_owned(), table: table.to_owned(), client, reader: Arc::default() }
    }

    /// Where the table is, and its name.
    pub fn address(&self) -> (&str, &str) {
        (&self.endpoint, &self.table)
    }

    /// What has come since the last call.
    pub async fn read(&self) -> Vec<Read> {
        let mut reader = self.reader.lock().await;
        if reader.is_none() {
            let opened = Reader::open(streams_client(&self.endpoint), &self.table).await;
            *reader = Some(opened.expect("a stream"));
        }
        reader.as_mut().expect("it was just opened").read(&Checkpoints::new()).await.expect("records")
    }
}

impl crate::App {
    /// Lets `fanout` deal with everything that has happened, and with what follows from that, until nothing does.
    pub async fn settle(&self) {
        let state = self.acting_as("fanout");
        self.settle_by(&fanout::Fanout::new(state.store, state.clock).with_media(state.media)).await;
    }

    /// The same, by this one.
    pub async fn settle_by(&self, fanout: &fanout::Fanout) {
        loop {
            let reads = self.stream.read().await;
            if reads.is_empty() {
                return;
            }
            for read in reads {
                for batch in read.records.chunks(BATCH_SIZE) {
                    let dead: Vec<&EventRecord> = deliver(fanout, &read.shard, batch).await;
                    assert!(dead.is_empty(), "{dead:?}");
                }
            }
        }
    }
}
