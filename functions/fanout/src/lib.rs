//! Function `fanout`: derives from the table's stream what handlers leave to it.
//!
//! A batch of changes becomes domain events in one place; independent projections run over them. Each tells which
//! changes it could not deal with; the event source mapping brings those back. Streams deliver at least once, so every
//! effect is such that having it twice is having it once.

mod batch;
mod bus;
mod load;
mod projections;
mod published;

use aws_lambda_events::dynamodb::{TimeWindowEvent, TimeWindowEventResponse};
use aws_lambda_events::streams::DynamoDbBatchItemFailure;
use futures::FutureExt as _;
use futures::future::join_all;
use serde_json::Value;
use shared::domain::feed::AUDIENCE_MAX;
use shared::domain::time::Clock;
use shared::media::Media;
use shared::store::Store;

pub use batch::{Batch, Failures, Record};
pub use bus::Bus;
use projections::{cleanup, counters, feeds, files, names, notices, notifications, publication};
pub use published::Published;

/// What the projections work with.
#[derive(Clone)]
pub struct Fanout {
    store: Store,
    clock: Clock,
    bus: Bus,
    media: Media,
    /// Followers and connections up to which an author's posts are written into feeds.
    audience_max: u64,
}

impl Fanout {
    /// Derives over this store, and publishes nothing.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, bus: Bus::Disabled, media: Media::disabled(), audience_max: AUDIENCE_MAX }
    }

    /// Publishes on this bus.
    pub fn with_bus(self, bus: Bus) -> Self {
        Self { bus, ..self }
    }

    /// With the place of the files that are to be removed.
    pub fn with_media(self, media: Media) -> Self {
        Self { media, ..self }
    }

    /// The same with another bound for what is written into feeds.
    pub fn with_audience_max(self, audience_max: u64) -> Self {
        Self { audience_max, ..self }
    }

    /// Reads what Lambda sends, handles it and logs what that took. At the end of a window that may be an event without records.
    pub async fn invoke(&self, mut event: Value) -> Result<TimeWindowEventResponse, lambda_runtime::Error> {
        if let Some(event) = event.as_object_mut() {
            event.entry("Records").or_insert_with(|| Value::Array(Vec::new()));
        }
        Ok(load::measured(self, serde_json::from_value(event)?).await)
    }

    /// Runs every projection over a batch of one shard. The answer names the changes that have to come again.
    pub async fn handle(&self, event: TimeWindowEvent) -> TimeWindowEventResponse {
        let (batch, mut failures) = Batch::read(event);
        // What is counted is known to the others.
        let (uncounted, counter_states) = counters::project(self, &batch).boxed().await;
        failures.extend(uncounted);
        // A projection is a file of its own, and a line here.
        let projections = [
            cleanup::project(self, &batch).boxed(),
            files::project(self, &batch).boxed(),
            names::project(self, &batch).boxed(),
            notifications::project(self, &batch).boxed(),
            notices::project(self, &batch).boxed(),
            feeds::project(self, &batch, &counter_states).boxed(),
            publication::project(self, &batch).boxed(),
        ];
        failures.extend(join_all(projections).await.into_iter().flatten());
        let mut response = TimeWindowEventResponse::default();
        response.batch_item_failures = failures.into_iter().map(failure).collect();
        response
    }
}

fn failure(sequence: String) -> DynamoDbBatchItemFailure {
    let mut failure = DynamoDbBatchItemFailure::default();
    failure.item_identifier = Some(sequence);
    failure
}
