use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::*;
use crate::community::{Community, TABLE};

/// Fails while there is an outage, and counts its calls and what it has processed.
#[derive(Clone, Default)]
struct Interrupted {
    outage: Arc<AtomicBool>,
    calls: Arc<AtomicUsize>,
    processed: Arc<AtomicUsize>,
}

impl Consumer for Interrupted {
    const CHECKPOINTS: &'static str = "checkpoints-test";
    const MAXIMUM_RECORD_AGE: Duration = Duration::from_secs(3_600);
    const BATCHING_WINDOW: Duration = Duration::ZERO;

    fn takes(_: &str) -> bool {
        true
    }

    async fn process(&self, _: &str, records: Vec<EventRecord>) -> Vec<String> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        if self.outage.load(Ordering::SeqCst) {
            return records.into_iter().filter_map(|record| record.change.sequence_number).collect();
        }
        self.processed.fetch_add(records.len(), Ordering::SeqCst);
        Vec::new()
    }
}

async fn until(is_true: impl Fn() -> bool) {
    let waiting = async {
        while !is_true() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("in time");
}

#[tokio::test]
async fn a_pump_that_is_stopped_in_an_outage_goes_on_at_the_next_start() {
    let path = tempfile::tempdir().unwrap();
    let directory = DataDirectory::open(path.path()).unwrap();
    let community = Community::try_open(&directory).await.unwrap().expect("no other process");
    let start = async |consumer: &Interrupted| {
        let reader = Reader::open(community.endpoint().expect("an engine").clone(), TABLE).await.unwrap();
        Pump::start(reader, consumer.clone(), Some(directory.clone()))
    };
    let beat = async || community.store.maintenance().begin_run(Clock::default().now()).await.unwrap();

    let consumer = Interrupted::default();
    let mut pump = start(&consumer).await;
    beat().await;
    pump.drain().await;
    assert_eq!(consumer.processed.load(Ordering::SeqCst), 1);
    consumer.outage.store(true, Ordering::SeqCst);
    beat().await;
    let calls = consumer.calls.load(Ordering::SeqCst);
    until(|| consumer.calls.load(Ordering::SeqCst) > calls + 2).await;
    tokio::time::timeout(Duration::from_secs(5), pump.stop()).await.expect("a pump that stops");

    consumer.outage.store(false, Ordering::SeqCst);
    let mut pump = start(&consumer).await;
    pump.drain().await;
    assert_eq!(consumer.processed.load(Ordering::SeqCst), 2, "the second record, and no other");
    pump.stop().await;
    community.close().await;
}
