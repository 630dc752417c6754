//! Runs the projections over a batch.

use aws_lambda_events::dynamodb::{TimeWindowEvent, TimeWindowEventResponse};
use aws_lambda_events::streams::DynamoDbBatchItemFailure;
use futures::FutureExt as _;
use futures::future::join_all;

use crate::batch::Batch;
use crate::fanout::Fanout;
use crate::projections::{
    announcements, cleanup, counters, feeds, files, name_index, notifications, publication, readings, sessions, threads,
};

impl Fanout {
    /// Runs every projection over a batch of one shard. The response lists the records to deliver again.
    pub async fn handle(&self, event: TimeWindowEvent) -> TimeWindowEventResponse {
        let (batch, mut failures) = Batch::parse(event);
        // Counters come first, because feeds use the counter state that they return.
        let (uncounted, counter_states) = counters::project(self, &batch).boxed().await;
        failures.extend(uncounted);
        let projections = [
            cleanup::project(self, &batch).boxed(),
            files::project(self, &batch).boxed(),
            name_index::project(self, &batch).boxed(),
            notifications::project(self, &batch).boxed(),
            announcements::project(self, &batch).boxed(),
            feeds::project(self, &batch, &counter_states).boxed(),
            threads::project(self, &batch).boxed(),
            publication::project(self, &batch).boxed(),
            readings::project(self, &batch).boxed(),
            sessions::project(self, &batch).boxed(),
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
