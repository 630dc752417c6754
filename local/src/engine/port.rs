//! A loopback port of an engine, for processes that can reach it in no other way. It takes signed requests only, and none
//! that a web page could send.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use shared::domain::time::Clock;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::dispatch::{Call, Reply};
use super::signature::EngineCredentials;
use super::worker::Handle;

/// The longest body, in bytes: DynamoDB's own limit.
const BODY_MAX: usize = 16 * 1024 * 1024;
const PROTOCOL: &str = "application/x-amz-json-1.0";

/// An open port of an engine.
#[derive(Clone, Debug)]
pub struct EnginePort {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// Sign the requests. They are drawn for this port.
    pub credentials: EngineCredentials,
}

#[derive(Clone)]
struct Port {
    engine: Handle,
    address: SocketAddr,
    credentials: EngineCredentials,
    clock: Clock,
}

/// Serves the engine at this port of 127.0.0.1, or a free one for 0, until the task is aborted.
pub(super) async fn listen(port: u16, engine: Handle) -> io::Result<(EnginePort, JoinHandle<()>)> {
    let credentials = EngineCredentials::generate();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    let state = Port { engine, address, credentials: credentials.clone(), clock: Clock::default() };
    let routes = Router::new().route("/", post(call)).layer(DefaultBodyLimit::max(BODY_MAX)).with_state(state);
    let task = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, routes).await {
            tracing::error!(%error, "the engine's port stopped serving");
        }
    });
    Ok((EnginePort { url: format!("http://{address}"), credentials }, task))
}

async fn call(State(port): State<Port>, headers: HeaderMap, body: Bytes) -> Response {
    // Browsers send an origin with every request that is not a plain navigation. A name that an attacker resolves to
    // 127.0.0.1 shows in the host.
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = [port.address.to_string(), format!("localhost:{}", port.address.port())];
    if headers.contains_key(ORIGIN) || !own.iter().any(|own| own == host) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if !port.credentials.verify(&headers, &body, port.clock.now()) {
        return respond(error(
            "UnrecognizedClientException",
            "The request is not signed with the engine's credentials.",
        ));
    }
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or_default();
    let Some((_, operation)) = target.split_once('.') else {
        return respond(error("UnknownOperationException", "The request names no operation."));
    };
    match port.engine.call(Call { operation: operation.to_owned(), body: body.to_vec() }).await {
        Some(reply) => respond(reply),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

fn error(name: &str, message: &str) -> Reply {
    let kind = format!("com.amazonaws.dynamodb.v20120810#{name}");
    Reply { status: 400, body: serde_json::json!({"__type": kind, "message": message}).to_string().into_bytes() }
}

fn respond(Reply { status, body }: Reply) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(CONTENT_TYPE, PROTOCOL)], body).into_response()
}
