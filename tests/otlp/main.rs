//! Spans as a collector receives them. See `docs/tracing.md`.
//!
//! One test, because a process has one exporter.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod collector;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use axum::Router;
use lambda_http::Service as _;
use serde_json::{Value, json};
use shared::runtime::lambda::handler;
use shared::runtime::service;
use shared::runtime::telemetry::{flush_spans, init_spans_from};
use tests::{App, Fault, Routes as _, TestUser};

use collector::{Collector, Received, hex};

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0cc902c7";

const SERVER: i32 = 2;
const CLIENT: i32 = 3;
const CONSUMER: i32 = 5;

/// All attributes that a span may have.
const ATTRIBUTES: [&str; 15] = [
    "aws.dynamodb.consumed_capacity",
    "aws.dynamodb.index_name",
    "aws.dynamodb.table_names",
    "db.operation.name",
    "db.system.name",
    "error.type",
    "http.request.method",
    "http.request.resend_count",
    "http.response.header.x-request-id",
    "http.response.status_code",
    "http.route",
    "messaging.batch.message_count",
    "rpc.method",
    "rpc.service",
    "rpc.system",
];

#[tokio::test]
async fn spans_of_requests_and_batches_reach_a_collector() {
    settings_that_cannot_be_kept_are_errors();
    let (collector, address) = Collector::start().await;
    let setting = |name: &str| match name {
        "OTEL_EXPORTER_OTLP_ENDPOINT" => Some(address.clone()),
        "OTEL_EXPORTER_OTLP_TIMEOUT" => Some("10000".to_owned()),
        _ => None,
    };
    let app = App::new().await;
    app.register("theo").await;
    flush_spans().await;
    init_spans_from(setting).unwrap();

    let user = a_request_continues_its_trace(&app, &collector).await;
    a_list_names_its_index(&user, &collector).await;
    what_was_not_found_has_no_route(&app, &collector).await;
    failures_have_their_type_and_their_retries(&app, &collector).await;
    a_trace_that_is_not_sampled_is_not_exported(&app, &collector).await;
    a_batch_of_changes_has_a_span(&app, &collector).await;
    an_invocation_ends_with_an_export(&app, &collector).await;

    let token = user.token.rsplit('.').next().unwrap();
    for private in ["madeline", "example.org", TestUser::PASSWORD, token, "hidden-query", "Firefox", "traceparent"] {
        assert!(!collector.has_seen(private), "{private}");
    }
    assert!(collector.has_seen("x-request-id"));
    a_collector_that_is_down_delays_little_and_fails_nothing(&app, &collector).await;
}

fn settings_that_cannot_be_kept_are_errors() {
    const ENDPOINT: (&str, &str) = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
    let init = |set: &[(&str, &str)]| {
        let var = |name: &str| set.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned());
        init_spans_from(var).map_err(|error| error.to_string())
    };
    for set in [
        &[][..],
        &[("OTEL_EXPORTER_OTLP_ENDPOINT", "")],
        &[("OTEL_EXPORTER_OTLP_TIMEOUT", "soon")],
        &[ENDPOINT, ("OTEL_SDK_DISABLED", "true")],
    ] {
        assert_eq!(init(set), Ok(()), "{set:?}");
    }
    for (name, value) in [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "soon"),
    ] {
        let error = init(&[(name, value), ENDPOINT]).unwrap_err();
        assert!(error.starts_with(name), "{error}");
    }
}

/// Exports the spans, and returns those of one trace: that of the server or consumer, and those of its calls.
async fn exported(collector: &Collector) -> (Received, Vec<Received>) {
    flush_spans().await;
    let mut spans = collector.take();
    for Received { span, attributes, .. } in &spans {
        assert!(attributes.keys().all(|name| ATTRIBUTES.contains(&name.as_str())), "{attributes:?}");
        assert!(span.end_time_unix_nano >= span.start_time_unix_nano && span.start_time_unix_nano > 0);
    }
    let at = spans.iter().position(|received| received.span.kind != CLIENT).unwrap_or_else(|| panic!("{spans:?}"));
    let root = spans.remove(at);
    for call in &spans {
        assert_eq!(call.place(), (root.place().0, hex(&root.span.span_id)), "{call:?}");
        assert_eq!(call.span.name, format!("DynamoDB.{}", call.text("db.operation.name")));
        assert_eq!((call.span.kind, call.text("db.system.name")), (CLIENT, "aws.dynamodb"));
    }
    (root, spans)
}

/// The capacity units of the calls.
fn units(calls: &[Received]) -> f64 {
    let consumed = calls.iter().map(|call| call.text("aws.dynamodb.consumed_capacity")).filter(|text| !text.is_empty());
    consumed.map(|text| serde_json::from_str::<Value>(text).unwrap()["CapacityUnits"].as_f64().unwrap()).sum()
}

async fn a_request_continues_its_trace(app: &App, collector: &Collector) -> TestUser {
    let body = json!({"username": "granny", "email": "granny@example.org", "password": TestUser::PASSWORD});
    let request = app.post("/api/users/register/?x=hidden-query").json(&body);
    let response = request.header("traceparent", &format!("00-{TRACE}-{PARENT}-01")).await.expect(200);
    let (root, calls) = exported(collector).await;
    assert_eq!((root.span.name.as_str(), root.span.kind), ("POST /api/users/register/", SERVER));
    assert_eq!(root.place(), (TRACE.to_owned(), PARENT.to_owned()));
    for (name, value) in [
        ("http.request.method", "POST"),
        ("http.route", "/api/users/register/"),
        ("http.response.status_code", "200"),
        ("http.response.header.x-request-id", response.header("x-request-id")),
    ] {
        assert_eq!(root.text(name), value, "{name}");
    }
    assert!(!root.has_failed() && root.text("error.type").is_empty());
    assert_eq!(root.resource["service.name"], "kith");
    assert_eq!(root.resource["service.version"], env!("CARGO_PKG_VERSION"));

    let operations: BTreeSet<_> = calls.iter().map(|call| call.text("rpc.method")).collect();
    assert!(operations.contains("TransactWriteItems"), "{operations:?}");
    let table = app.stream.address().1;
    assert!(calls.iter().all(|call| call.text("aws.dynamodb.table_names") == table), "{calls:?}");
    let cost = response.cost;
    assert!((units(&calls) - cost.rcu - cost.wcu).abs() < 1e-6, "{cost:?} {calls:?}");
    // A trace of its own.
    let user = app.register("madeline").await;
    let (root, calls) = exported(collector).await;
    assert!(root.place().0 != TRACE && root.place().1.is_empty() && !calls.is_empty());
    user
}

async fn a_list_names_its_index(user: &TestUser, collector: &Collector) {
    let response = user.get("/api/v2/user/?limit=2&search=").await.expect(200);
    let (root, calls) = exported(collector).await;
    assert_eq!(root.span.name, "GET /api/v2/user/");
    let query = calls.iter().find(|call| call.text("rpc.method") == "Query").unwrap();
    assert!(query.text("aws.dynamodb.index_name").starts_with("GSI"), "{query:?}");
    assert!((units(&calls) - response.cost.rcu).abs() < 1e-6, "{calls:?}");
}

async fn what_was_not_found_has_no_route(app: &App, collector: &Collector) {
    app.get("/madeline/").await.expect(404);
    let (root, calls) = exported(collector).await;
    assert_eq!((root.span.name.as_str(), root.text("http.route")), ("GET", ""));
    assert_eq!((root.text("http.response.status_code"), root.has_failed()), ("404", false));
    assert!(calls.is_empty(), "{calls:?}");
}

async fn failures_have_their_type_and_their_retries(app: &App, collector: &Collector) {
    let (faulty, faults) = app.faulty_app().await;
    let item = ("PROBE".to_owned(), "PROBE");
    faults.set(Some(Fault { operation: "GetItem", item, error: "InternalServerError" }));
    faulty.get("/health/ready/").await.expect(503);
    let (root, calls) = exported(collector).await;
    assert_eq!((root.text("http.response.status_code"), root.has_failed()), ("503", true));
    assert_eq!(root.text("error.type"), "table_unreachable");
    let [call] = &calls[..] else { panic!("{calls:?}") };
    assert_eq!((call.text("error.type"), call.text("http.request.resend_count")), ("InternalServerError", "2"));
    assert!(call.has_failed());
    // A name that is taken is no failure.
    let body = json!({"username": "granny", "email": "other@example.org", "password": TestUser::PASSWORD});
    app.post("/api/users/register/").json(&body).await.expect(400);
    let (root, calls) = exported(collector).await;
    assert!(!root.has_failed() && !calls.iter().any(Received::has_failed), "{calls:?}");
    assert!(calls.iter().any(|call| call.text("error.type") == "TransactionCanceledException"), "{calls:?}");
}

async fn a_trace_that_is_not_sampled_is_not_exported(app: &App, collector: &Collector) {
    let unsampled = format!("00-{TRACE}-{PARENT}-00");
    app.get("/health/ready/").header("traceparent", &unsampled).await.expect(200);
    flush_spans().await;
    assert_eq!(collector.take().len(), 0);
    // What is no trace begins one.
    app.get("/health/ready/").header("traceparent", "00-madeline").await.expect(200);
    assert_eq!(exported(collector).await.0.span.name, "GET /health/ready/");
}

async fn a_batch_of_changes_has_a_span(app: &App, collector: &Collector) {
    app.settle().await;
    flush_spans().await;
    let spans = collector.take();
    let batches: Vec<_> = spans.iter().filter(|received| received.span.kind == CONSUMER).collect();
    assert!(!batches.is_empty());
    for batch in &batches {
        assert_eq!((batch.span.name.as_str(), batch.place().1.as_str()), ("fanout", ""));
        assert!(batch.text("messaging.batch.message_count").parse::<u32>().unwrap() > 0);
    }
    let of_batches =
        spans.iter().filter(|call| batches.iter().any(|batch| batch.span.span_id == call.span.parent_span_id));
    assert_eq!(of_batches.count() + batches.len(), spans.len());
    assert!(spans.len() > batches.len());
}

/// A response through the handler that Lambda calls.
async fn invoke(app: &App) -> u16 {
    let routes = docs::routes(Router::new());
    let mut handler = handler(service::app(routes, app.acting_as("docs")));
    let request = axum::http::Request::get("http://kith.test/health/ready/").body(lambda_http::Body::Empty).unwrap();
    let Ok(response) = handler.call(request).await;
    response.status().as_u16()
}

async fn an_invocation_ends_with_an_export(app: &App, collector: &Collector) {
    assert_eq!(invoke(app).await, 200);
    let spans = collector.take();
    let names: Vec<_> = spans.iter().map(|received| received.span.name.as_str()).collect();
    assert_eq!(names, ["GET /health/ready/", "DynamoDB.GetItem"]);

    let state = app.acting_as("fanout");
    fanout::Fanout::new(state.store, state.clock).invoke(json!({"Records": []})).await.unwrap();
    let spans = collector.take();
    let [batch] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!((batch.span.name.as_str(), batch.text("messaging.batch.message_count")), ("fanout", "0"));
}

async fn a_collector_that_is_down_delays_little_and_fails_nothing(app: &App, collector: &Collector) {
    collector.fall_silent();
    let started = Instant::now();
    assert_eq!(invoke(app).await, 200);
    let took = started.elapsed();
    assert!(took > Duration::from_millis(700) && took < Duration::from_millis(2_000), "{took:?}");
    // Then it is left alone for some time.
    let started = Instant::now();
    for _ in 0..20 {
        assert_eq!(invoke(app).await, 200);
    }
    assert!(started.elapsed() < Duration::from_millis(700), "{:?}", started.elapsed());
}
