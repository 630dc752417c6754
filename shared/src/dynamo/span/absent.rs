//! No spans.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::ConsumedCapacity;

use crate::dynamo::span::Target;

pub(crate) struct CallSpan;

impl CallSpan {
    pub(crate) fn begin(_: Target<'_>) -> Self {
        Self
    }

    pub(crate) fn covers<F>(&self, request: F) -> F {
        request
    }

    pub(crate) fn consumed(&self, _: &ConsumedCapacity) {}
}

pub(crate) fn traced(client: Client) -> Client {
    client
}
