//! The Lambda entry point: batches of the table's stream, and events of SES.

use aws_lambda_events::dynamodb::Event;
use aws_lambda_events::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use serde::Deserialize as _;
use serde_json::Value;
use shared::runtime::telemetry::flushed;

use crate::Mailer;
use crate::feedback::is_feedback;

impl Mailer {
    /// Handles an event of the event source mapping, whose response lists the records to deliver again, or one of SES.
    pub async fn invoke(&self, event: Value) -> Result<DynamoDbEventResponse, lambda_runtime::Error> {
        let mut response = DynamoDbEventResponse::default();
        if is_feedback(&event) {
            flushed(self.mark(event)).await?;
            return Ok(response);
        }
        let records = Event::deserialize(event)?.records;
        response.batch_item_failures = flushed(self.process(records)).await.into_iter().map(failure).collect();
        Ok(response)
    }
}

fn failure(sequence: String) -> DynamoDbBatchItemFailure {
    let mut failure = DynamoDbBatchItemFailure::default();
    failure.item_identifier = Some(sequence);
    failure
}
