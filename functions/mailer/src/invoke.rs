//! The Lambda entry point.

use aws_lambda_events::dynamodb::Event;
use aws_lambda_events::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use shared::runtime::telemetry::flushed;

use crate::Mailer;

impl Mailer {
    /// Handles an event of the event source mapping. The response lists the records to deliver again.
    pub async fn invoke(&self, event: Event) -> Result<DynamoDbEventResponse, lambda_runtime::Error> {
        let mut response = DynamoDbEventResponse::default();
        response.batch_item_failures = flushed(self.process(event.records)).await.into_iter().map(failure).collect();
        Ok(response)
    }
}

fn failure(sequence: String) -> DynamoDbBatchItemFailure {
    let mut failure = DynamoDbBatchItemFailure::default();
    failure.item_identifier = Some(sequence);
    failure
}
