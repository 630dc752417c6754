//! A call of the SDK, and how it reaches the engine.

use aws_smithy_runtime_api::client::http::{HttpConnector as _, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};

use crate::fault_responses::written;
use crate::lag::Lag;

/// A call of the SDK.
pub(crate) struct Call {
    request: HttpRequest,
    pub(crate) operation: String,
    pub(crate) body: Value,
}

/// The way to the engine.
pub(crate) struct Route<'a> {
    pub(crate) engine: &'a SharedHttpConnector,
    /// The indexes, if they lag.
    pub(crate) lag: Option<Lag>,
}

impl Call {
    pub(crate) fn of(request: HttpRequest) -> Self {
        let target = request.headers().get("x-amz-target").expect("an operation");
        let operation = target.rsplit('.').next().expect("its name").to_owned();
        let body = serde_json::from_slice(request.body().bytes().expect("a body in memory")).expect("JSON");
        Self { request, operation, body }
    }

    /// Whether its body can be changed: that of a signed request cannot.
    fn is_signed(&self) -> bool {
        self.request.headers().contains_key("authorization")
    }

    fn with_body(mut self, body: Value) -> Self {
        *self.request.body_mut() = SdkBody::from(body.to_string());
        self.body = body;
        self
    }
}

impl Route<'_> {
    /// The response of the engine.
    pub(crate) async fn forward(&self, call: Call) -> Result<HttpResponse, ConnectorError> {
        let Some(lag) = &self.lag else { return self.engine.call(call.request).await };
        assert!(!call.is_signed(), "indexes lag in process only");
        let written = lag.items_of(&call.operation, &call.body);
        let call = match lag.redirected(&call.operation, &call.body).await {
            Some(body) => call.with_body(body),
            None => call,
        };
        let response = self.engine.call(call.request).await;
        lag.note(written).await;
        response
    }

    /// Forwards the first half of a batch, and returns the rest as unprocessed. A signed request is forwarded whole.
    pub(crate) async fn forward_half(&self, call: Call) -> Result<HttpResponse, ConnectorError> {
        if call.is_signed() {
            return self.forward(call).await;
        }
        let (what, left) = match call.operation.as_str() {
            "BatchGetItem" => ("/Keys", "UnprocessedKeys"),
            _ => ("", "UnprocessedItems"),
        };
        let mut body = call.body.clone();
        let mut unprocessed = body["RequestItems"].clone();
        let tables: Vec<String> = unprocessed.as_object().expect("tables").keys().cloned().collect();
        for table in tables {
            let place = format!("/{table}{what}");
            let rest = unprocessed.pointer_mut(&place).and_then(Value::as_array_mut).expect("a batch");
            let half = rest.len().div_ceil(2);
            let first: Vec<Value> = rest.drain(..half).collect();
            if rest.is_empty() {
                unprocessed = json!({});
            }
            *body["RequestItems"].pointer_mut(&place).expect("the same batch") = json!(first);
        }
        let response = self.forward(call.with_body(body)).await?;
        let bytes = response.into_body().collect().await.expect("a body in memory").to_bytes();
        let mut body: Value = serde_json::from_slice(&bytes).expect("JSON");
        body[left] = unprocessed;
        Ok(written(200, &body))
    }
}
