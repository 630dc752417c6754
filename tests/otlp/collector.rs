//! A collector that receives spans by OTLP over HTTP.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;
use tokio::net::TcpListener;

/// A collector in this process.
#[derive(Clone, Default)]
pub struct Collector {
    received: Arc<Mutex<Vec<Bytes>>>,
    all: Arc<Mutex<Vec<u8>>>,
    silent: Arc<AtomicBool>,
}

/// A span with its attributes as text.
#[derive(Clone, Debug)]
pub struct Received {
    pub span: Span,
    pub attributes: BTreeMap<String, String>,
    /// The attributes of the process.
    pub resource: BTreeMap<String, String>,
}

impl Collector {
    /// Starts a collector, and returns its address.
    pub async fn start() -> (Self, String) {
        let collector = Self::default();
        let routes = Router::new().route("/v1/traces", post(receive)).with_state(collector.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, routes).into_future());
        (collector, address)
    }

    /// Receives requests from now on, and never responds.
    pub fn fall_silent(&self) {
        self.silent.store(true, Ordering::Relaxed);
    }

    /// The spans that it has received since the last call, in the order of their beginnings.
    pub fn take(&self) -> Vec<Received> {
        let mut spans = Vec::new();
        for body in std::mem::take(&mut *self.received.lock().unwrap()) {
            for of_resource in ExportTraceServiceRequest::decode(body).unwrap().resource_spans {
                let resource = texts(&of_resource.resource.unwrap().attributes);
                for span in of_resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
                    let attributes = texts(&span.attributes);
                    assert_eq!(attributes.len(), span.attributes.len(), "an attribute twice: {span:?}");
                    spans.push(Received { attributes, resource: resource.clone(), span });
                }
            }
        }
        spans.sort_by_key(|received| received.span.start_time_unix_nano);
        spans
    }

    /// Whether any request had this text.
    pub fn has_seen(&self, text: &str) -> bool {
        self.all.lock().unwrap().windows(text.len()).any(|window| window == text.as_bytes())
    }
}

impl Received {
    /// An attribute; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The trace and the parent, in hexadecimal digits.
    pub fn place(&self) -> (String, String) {
        (hex(&self.span.trace_id), hex(&self.span.parent_span_id))
    }

    /// Whether the operation has failed.
    pub fn has_failed(&self) -> bool {
        self.span.status.as_ref().is_some_and(|status| status.code == 2)
    }
}

async fn receive(State(collector): State<Collector>, headers: HeaderMap, body: Bytes) -> Bytes {
    if collector.silent.load(Ordering::Relaxed) {
        std::future::pending::<()>().await;
    }
    assert_eq!(headers[CONTENT_TYPE], "application/x-protobuf");
    collector.all.lock().unwrap().extend_from_slice(&body);
    collector.received.lock().unwrap().push(body);
    Bytes::new()
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn texts(attributes: &[KeyValue]) -> BTreeMap<String, String> {
    attributes.iter().map(|attribute| (attribute.key.clone(), text(attribute.value.as_ref()))).collect()
}

fn text(value: Option<&AnyValue>) -> String {
    match value.and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        Some(Value::ArrayValue(list)) => {
            list.values.iter().map(|value| text(Some(value))).collect::<Vec<_>>().join(" ")
        }
        other => panic!("{other:?}"),
    }
}
