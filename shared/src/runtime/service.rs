//! The layers around every function's routes, deployed and local alike: slashes, errors, CORS, request ids, the log
//! line.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ALLOW, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use tower::Layer as _;
use tower::util::{BoxCloneSyncService, MapRequestLayer};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};
use tower_http::normalize_path::NormalizePathLayer;
use tracing::Instrument as _;
use tracing::field::Empty;
use uuid::Uuid;

use crate::dialect;
use crate::domain::Error;
use crate::dynamo::capacity::{Cost, metered};
pub use crate::runtime::client::{ClientAddress, UserAgent};
use crate::runtime::deadline;
use crate::runtime::protection::protect;
use crate::runtime::rate_limits::{self, RATE_LIMIT, RATE_LIMIT_POLICY};
use crate::runtime::security::Requester;
use crate::runtime::state::AppState;
use crate::runtime::telemetry::{REQUEST, RequestSpan};

/// A service that answers HTTP requests: a function's routes, or all of them.
pub type App = BoxCloneSyncService<Request, Response, Infallible>;

/// The header that relates a response to its log line.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The name under which a REST API of API Gateway passes `WWW-Authenticate` on.
const REMAPPED_WWW_AUTHENTICATE: HeaderName = HeaderName::from_static("x-amzn-remapped-www-authenticate");
/// The header of a response that repeats an earlier one.
pub const IDEMPOTENCY_REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The header of a response whose work goes on after it.
pub const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// The header that says what a request took and cost, for developers.
pub const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// Pages and documents for people. Those to which mails lead are not among them.
const PAGES: [&str; 4] = ["/", "/console/", "/docs/", "/openapi.json/"];

/// The route of a request that matches none.
const NO_ROUTE: &str = "none";

/// The id that the gateway gave a request.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Turns routes into a service. Routes are declared with a trailing slash; the same path without it gets the same
/// response, without a redirect, which would lose a POST body.
pub fn app(routes: Router<AppState>, state: AppState) -> App {
    // Outermost first.
    let proxies = state.config.trusted_proxies;
    let layers = (
        NormalizePathLayer::append_trailing_slash(),
        MapRequestLayer::new(move |request: Request| proxies.locate(request)),
        middleware::from_fn_with_state(state.config.server_timing, observe),
        middleware::from_fn(protect),
        middleware::from_fn(rate_limits::report),
        cors(&state.config.cors_origins),
        middleware::from_fn(dialect::write_errors),
        middleware::from_fn_with_state(state.config.pages, hide_pages),
        middleware::from_fn(deadline::enforce),
        CatchPanicLayer::custom(panicked),
    );
    // The router wraps each route in its layers again, at the start and for each request, so it gets only this one.
    let record_route = MapRequestLayer::new(record_matched_route as fn(Request) -> Request);
    BoxCloneSyncService::new(
        layers.layer(routes.fallback(async || Error::not_found()).layer(record_route).with_state(state)),
    )
}

/// Gives the request its id, meters it, and writes its one log line. With `timing`, the response says what the line says.
async fn observe(State(timing): State<bool>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map_or_else(|| Uuid::new_v4().to_string(), |id| id.0.clone());
    let span = tracing::info_span!(target: REQUEST, "request", request_id = id, route = Empty, user_id = Empty);
    if request.method() == Method::OPTIONS {
        // A preflight ends before routing.
        span.record("route", NO_ROUTE);
    }
    let trace = RequestSpan::begin(&request);
    let started = Instant::now();
    let (address, agent) = (ClientAddress::of(request.extensions()), UserAgent::of(request.headers()));
    let requester = Requester::new(address.as_str(), agent.as_str());
    let (mut response, cost) = metered(trace.covers(requester.runs(next.run(request).instrument(span.clone())))).await;
    let error = response.extensions().get::<dialect::Written>();
    let took = started.elapsed();
    let error = error.map(|written| &*written.0);
    span.in_scope(|| log(&response, took, cost, error));
    trace.end(&id, response.status().as_u16(), error);
    if timing && let Ok(value) = HeaderValue::from_str(&server_timing(took, cost)) {
        response.headers_mut().insert(SERVER_TIMING, value);
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response.extensions_mut().insert(cost);
    response
}

/// Responds like an unknown path in place of the pages for people, unless they are `shown`.
async fn hide_pages(State(shown): State<bool>, request: Request, next: Next) -> Response {
    if !shown && PAGES.contains(&request.uri().path()) {
        tracing::Span::current().record("route", NO_ROUTE);
        return Error::not_found().into_response();
    }
    next.run(request).await
}

/// What a request took and cost, as developer tools show it: the time, the round trips to the table, and the capacity units.
fn server_timing(took: Duration, cost: Cost) -> String {
    let Cost { trips, rcu, wcu } = cost;
    format!("total;dur={:.1}, trips;desc=\"{trips}\", rcu;desc=\"{rcu}\", wcu;desc=\"{wcu}\"", took.as_secs_f64() * 1e3)
}

/// Records the matched route for the log line and the trace.
fn record_matched_route(request: Request) -> Request {
    tracing::Span::current().record("route", route(&request));
    RequestSpan::matched(&request);
    request
}

/// The method and the declared path, or [`NO_ROUTE`]: a bounded set, whatever clients request.
fn route(request: &Request) -> String {
    const METHODS: [Method; 6] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::HEAD];
    match request.extensions().get::<MatchedPath>() {
        Some(path) if METHODS.contains(request.method()) => format!("{} {}", request.method(), path.as_str()),
        _ => NO_ROUTE.to_owned(),
    }
}

fn log(response: &Response, took: Duration, cost: Cost, error: Option<&Error>) {
    let status = response.status().as_u16();
    // Tenths of a millisecond.
    let latency_ms = (took.as_secs_f64() * 1e4).round() / 10.0;
    let Cost { trips, rcu, wcu } = cost;
    match error {
        Some(error) if status >= 500 => {
            let cause = error.cause.as_deref().map(chain).unwrap_or_default();
            tracing::error!(target: REQUEST, status, latency_ms, trips, rcu, wcu, error = error.code, cause, "answered");
        }
        Some(error) => {
            tracing::info!(target: REQUEST, status, latency_ms, trips, rcu, wcu, error = error.code, "answered");
        }
        None => tracing::info!(target: REQUEST, status, latency_ms, trips, rcu, wcu, "answered"),
    }
}

/// An error and its sources, in one line.
fn chain(error: &(dyn std::error::Error + Send + Sync)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    Error::internal(format!("panic: {}", text.unwrap_or("no message"))).into_response()
}

fn cors(origins: &[String]) -> CorsLayer {
    let origin = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().filter_map(|origin| origin.parse().ok()))
    };
    CorsLayer::new()
        .allow_origin(origin)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        // Mirrored, since a wildcard does not cover Authorization.
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([
            ALLOW,
            LOCATION,
            RETRY_AFTER,
            WWW_AUTHENTICATE,
            REMAPPED_WWW_AUTHENTICATE,
            REQUEST_ID,
            IDEMPOTENCY_REPLAYED,
            PREFERENCE_APPLIED,
            RATE_LIMIT,
            RATE_LIMIT_POLICY,
        ])
        .max_age(Duration::from_secs(24 * 60 * 60))
}
