//! Publication: publishes events for other programs on the bus.

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;
use crate::published_event::PublishedEvent;

/// Publishes the events of the batch. Those that the bus refuses are delivered again. Others may be published twice;
/// consumers drop ids that they have seen.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let published = batch.records.iter().filter_map(|record| Some((PublishedEvent::of(record)?, &record.id)));
    let (events, records): (Vec<_>, Vec<_>) = published.unzip();
    let mut failures = Failures::default();
    for (index, failure) in fanout.bus.put(&events).await {
        if let Some(record) = records.get(index) {
            failures.insert((*record).clone(), failure);
        }
    }
    failures
}
