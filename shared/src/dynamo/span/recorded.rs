//! Spans for OpenTelemetry.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::ConsumedCapacity;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use opentelemetry::trace::{FutureExt as _, SpanKind, Status, TraceContextExt as _, Tracer as _};
use opentelemetry::{Array, Context, KeyValue, StringValue, Value, global};

use crate::dynamo::span::Target;

/// What a call that is not applied returns in the course of things.
const REFUSALS: [&str; 2] = ["ConditionalCheckFailedException", "TransactionCanceledException"];

/// The span of a call; none outside a request or batch whose spans are recorded.
pub(crate) struct CallSpan(Option<Context>);

/// The number of attempts of the SDK at the call of a context.
#[derive(Clone, Debug, Default)]
struct Attempts(Arc<AtomicU32>);

impl CallSpan {
    pub(crate) fn begin(Target { operation, table, index }: Target<'_>) -> Self {
        let parent = Context::current();
        if !parent.span().is_recording() {
            return Self(None);
        }
        let mut attributes = vec![
            KeyValue::new("db.system.name", "aws.dynamodb"),
            KeyValue::new("db.operation.name", operation),
            KeyValue::new("rpc.system", "aws-api"),
            KeyValue::new("rpc.service", "DynamoDB"),
            KeyValue::new("rpc.method", operation),
            KeyValue::new("aws.dynamodb.table_names", list(table.to_owned())),
        ];
        attributes.extend(index.map(|index| KeyValue::new("aws.dynamodb.index_name", index)));
        let tracer = global::tracer("kith");
        let span = tracer.span_builder(format!("DynamoDB.{operation}")).with_kind(SpanKind::Client);
        let span = span.with_attributes(attributes).start_with_context(&tracer, &parent);
        Self(Some(parent.with_span(span).with_value(Attempts::default())))
    }

    /// Sends the request in the span.
    pub(crate) async fn covers<T, E: ProvideErrorMetadata>(
        &self,
        request: impl Future<Output = Result<T, SdkError<E>>>,
    ) -> Result<T, SdkError<E>> {
        let Some(context) = &self.0 else { return request.await };
        let response = request.with_context(context.clone()).await;
        if let Err(error) = &response {
            let kind = kind(error);
            context.span().set_attribute(KeyValue::new("error.type", kind.to_owned()));
            if !REFUSALS.contains(&kind) {
                context.span().set_status(Status::error(""));
            }
        }
        response
    }

    pub(crate) fn consumed(&self, consumed: &ConsumedCapacity) {
        let Some(context) = &self.0 else { return };
        let (table, units) = (consumed.table_name(), consumed.capacity_units());
        let text = serde_json::json!({"TableName": table, "CapacityUnits": units}).to_string();
        context.span().set_attribute(KeyValue::new("aws.dynamodb.consumed_capacity", list(text)));
    }
}

impl Drop for CallSpan {
    /// Also ends the span of a call that was given up, such as at the deadline of its request.
    fn drop(&mut self) {
        let Some(context) = &self.0 else { return };
        let attempts = context.get::<Attempts>().map_or(0, |Attempts(number)| number.load(Ordering::Relaxed));
        if attempts > 1 {
            context.span().set_attribute(KeyValue::new("http.request.resend_count", i64::from(attempts - 1)));
        }
        context.span().end();
    }
}

fn list(text: String) -> Value {
    Value::Array(Array::String(vec![StringValue::from(text)]))
}

/// The code that DynamoDB gives the error, or why there is no response.
fn kind<E: ProvideErrorMetadata>(error: &SdkError<E>) -> &str {
    match error {
        SdkError::ServiceError(refused) => refused.err().code().unwrap_or("_OTHER"),
        SdkError::TimeoutError(_) => "timeout",
        SdkError::DispatchFailure(_) => "connection",
        SdkError::ResponseError(_) => "response",
        _ => "_OTHER",
    }
}

/// The client, which counts its attempts at the calls that are recorded.
pub(crate) fn traced(client: Client) -> Client {
    Client::from_conf(client.config().to_builder().interceptor(CountAttempts).build())
}

#[derive(Debug)]
struct CountAttempts;

impl Intercept for CountAttempts {
    fn name(&self) -> &'static str {
        "CountAttempts"
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let number = config.load::<RequestAttempts>().map_or(1, RequestAttempts::attempts);
        if let Some(Attempts(attempts)) = Context::current().get::<Attempts>() {
            attempts.fetch_max(number, Ordering::Relaxed);
        }
        Ok(())
    }
}
