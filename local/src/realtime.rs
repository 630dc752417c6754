//! `GET /ws/notify`: the WebSockets of users, which API Gateway holds in AWS.

mod open_socket;
mod open_sockets;
mod rate;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::HeaderMap;
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;
use axum::response::Response;
use axum::routing::get;
use realtime::{Opened, Realtime};
use shared::domain::realtime::MESSAGE_MAX;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;

use open_socket::OpenSocket;
pub use open_sockets::OpenSockets;

/// Buffers of a socket, in bytes: a server holds thousands, most of them idle.
const BUFFER: usize = 4 * 1024;

/// What the route needs.
#[derive(Clone)]
struct Server {
    realtime: Realtime,
    sockets: OpenSockets,
}

/// The route, whose sockets are among these.
pub fn routes(state: AppState, sockets: OpenSockets) -> Router<AppState> {
    let server = Server { realtime: Realtime::new(state), sockets };
    Router::new().route("/ws/notify/", get(open)).with_state(server)
}

/// Opens a socket, unless the token is refused.
async fn open(
    State(Server { realtime, sockets }): State<Server>,
    headers: HeaderMap,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| Error::invalid("not_a_websocket", "Open this path as a WebSocket."))?;
    let protocols = headers.get_all(SEC_WEBSOCKET_PROTOCOL).iter().filter_map(|value| value.to_str().ok());
    let protocols: Vec<&str> = protocols.collect();
    // It takes messages from now on: one may be pushed as soon as the socket is stored.
    let (place, texts) = sockets.open().ok_or_else(|| Error::unavailable("too many sockets are open"))?;
    let Opened { protocol, socket } = realtime.connect(&place.id, &protocols).await?;
    let open = OpenSocket::new(place, texts);
    let upgrade = upgrade.read_buffer_size(BUFFER).write_buffer_size(BUFFER).max_write_buffer_size(16 * BUFFER);
    let upgrade = upgrade.max_message_size(MESSAGE_MAX).max_frame_size(MESSAGE_MAX).protocols([protocol]);
    Ok(upgrade.on_upgrade(move |client| open.serve(client, realtime, socket)))
}
