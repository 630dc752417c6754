//! Spans for OpenTelemetry.

use std::future::Future;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry::trace::{FutureExt as _, SpanKind, Status, TraceContextExt as _, Tracer as _};
use opentelemetry::{Array, Context, KeyValue, StringValue, Value, global};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;

use crate::domain::Error;

/// The methods that have their own names in spans.
const METHODS: [Method; 7] =
    [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];
/// The name of the others, in the semantic conventions.
const OTHER: &str = "_OTHER";

/// The span of a request. It has no path, query, header or body, which may contain names, addresses or tokens.
pub(crate) struct RequestSpan(Context);

impl RequestSpan {
    /// Begins the span, in the trace that the header `traceparent` names.
    pub(crate) fn begin(request: &Request) -> Self {
        let headers = HeaderExtractor(request.headers());
        let parent = TraceContextPropagator::new().extract_with_context(&Context::new(), &headers);
        let method = method(request).to_owned();
        let tracer = global::tracer("kith");
        let span = tracer.span_builder(method.clone()).with_kind(SpanKind::Server);
        let span = span.with_attributes([KeyValue::new("http.request.method", method)]);
        let span = span.start_with_context(&tracer, &parent);
        Self(parent.with_span(span))
    }

    /// Handles the request in the span.
    pub(crate) fn covers<T>(&self, work: impl Future<Output = T>) -> impl Future<Output = T> {
        work.with_context(self.0.clone())
    }

    /// Names the span of the current task by the route that its request has matched.
    pub(crate) fn matched(request: &Request) {
        if let Some(path) = request.extensions().get::<MatchedPath>() {
            let context = Context::current();
            context.span().update_name(format!("{} {}", method(request), path.as_str()));
            context.span().set_attribute(KeyValue::new("http.route", path.as_str().to_owned()));
        }
    }

    /// Ends the span, with the id and the status of the response.
    pub(crate) fn end(self, id: &str, status: u16, error: Option<&Error>) {
        let span = self.0.span();
        let id = Value::Array(Array::String(vec![StringValue::from(id.to_owned())]));
        span.set_attribute(KeyValue::new("http.response.header.x-request-id", id));
        span.set_attribute(KeyValue::new("http.response.status_code", i64::from(status)));
        if status >= 500 {
            let kind = error.map_or_else(|| status.to_string(), |error| error.code.to_string());
            span.set_attribute(KeyValue::new("error.type", kind));
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

/// The method: one of a bounded set, whatever clients request.
fn method(request: &Request) -> &str {
    let method = request.method();
    if METHODS.contains(method) { method.as_str() } else { OTHER }
}

/// Does the work of a function that no client waits for, in a span of its own if spans are recorded: on this number of
/// records, or on a schedule.
pub fn batch<F: Future>(name: &'static str, records: Option<usize>, work: F) -> impl Future<Output = F::Output> {
    // Boxed, because the compiler limits how deep futures nest.
    let work = Box::pin(work);
    let tracer = global::tracer("kith");
    let count = |records| KeyValue::new("messaging.batch.message_count", i64::try_from(records).unwrap_or(i64::MAX));
    let kind = if records.is_some() { SpanKind::Consumer } else { SpanKind::Internal };
    let span = tracer.span_builder(name).with_kind(kind).with_attributes(records.map(count));
    let context = Context::new();
    let context = context.with_span(span.start_with_context(&tracer, &context));
    async move {
        let done = work.with_context(context.clone()).await;
        context.span().end();
        done
    }
}

/// Work for a task of its own, within the span of this one if spans are recorded.
pub fn inherit<F: Future>(work: F) -> impl Future<Output = F::Output> {
    work.with_current_context()
}
