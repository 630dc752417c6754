//! The Lambda entry point: events of API Gateway's WebSocket API.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use shared::domain::{Error, ErrorKind, Result, SocketId};

use crate::{Realtime, Reply};

/// The header with the sub-protocols.
const PROTOCOLS: &str = "Sec-WebSocket-Protocol";

/// An event of API Gateway's WebSocket API.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayEvent {
    request_context: RequestContext,
    headers: Option<HashMap<String, String>>,
    body: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext {
    connection_id: SocketId,
    event_type: EventType,
    /// When the socket was opened, in milliseconds since 1970.
    #[serde(default)]
    connected_at: i64,
    /// When the event arose, likewise.
    #[serde(default)]
    request_time_epoch: i64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum EventType {
    Connect,
    Message,
    Disconnect,
}

/// The response to an event. A connection is refused with the status; the body is sent to the client.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GatewayResponse {
    status_code: u16,
    #[serde(skip_serializing_if = "HashMap::is_empty")]
    headers: HashMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

impl GatewayEvent {
    /// The offered sub-protocols. Names of headers come as the client has written them.
    fn protocols(&self) -> Vec<&str> {
        let headers = self.headers.iter().flatten();
        headers.filter(|(name, _)| name.eq_ignore_ascii_case(PROTOCOLS)).map(|(_, value)| value.as_str()).collect()
    }

    fn message(&self) -> &str {
        self.body.as_deref().unwrap_or_default()
    }

    /// How long the socket has been open, in milliseconds.
    fn age(&self) -> i64 {
        self.request_context.request_time_epoch.saturating_sub(self.request_context.connected_at)
    }
}

impl GatewayResponse {
    fn new(status_code: u16) -> Self {
        Self { status_code, headers: HashMap::new(), body: None }
    }
}

impl Realtime {
    /// Handles an event. Errors become statuses: the gateway answers with 502 if the invocation fails.
    pub async fn invoke(&self, event: GatewayEvent) -> std::result::Result<GatewayResponse, lambda_runtime::Error> {
        Ok(self.handle(&event).await.unwrap_or_else(|error| {
            let response = GatewayResponse::new(status(&error));
            if response.status_code >= 500 {
                tracing::error!(%error, "cannot handle an event of a socket");
            }
            response
        }))
    }

    async fn handle(&self, event: &GatewayEvent) -> Result<GatewayResponse> {
        let mut response = GatewayResponse::new(200);
        let id = &event.request_context.connection_id;
        match event.request_context.event_type {
            EventType::Connect => {
                let opened = self.connect(id, &event.protocols()).await?;
                response.headers.insert(PROTOCOLS, opened.protocol);
            }
            EventType::Message => match self.receive(id, event.message(), event.age()).await? {
                Reply::Send(text) => response.body = Some(text),
                Reply::Ignore => {}
                Reply::Close => self.disconnect(id).await?,
            },
            EventType::Disconnect => self.disconnect(id).await?,
        }
        Ok(response)
    }
}

fn status(error: &Error) -> u16 {
    match error.kind {
        ErrorKind::Unauthenticated => 401,
        ErrorKind::Forbidden => 403,
        _ => 503,
    }
}
