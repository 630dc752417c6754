//! The `realtime` function: opens and closes the WebSockets of users, and answers their messages
//! (`docs/api/realtime.md`). `fanout` pushes to them, and closes those that have ended.
//!
//! [`Realtime`] is the same for the sockets of API Gateway, whose events [`Realtime::invoke`] handles, and for those of
//! `kith serve`.

mod invoke;
mod subscriptions;

use shared::auth::CurrentUser;
use shared::dialect::community::SubscriptionMessage;
use shared::domain::realtime::heartbeats::MessageKind;
use shared::domain::{Error, Result, Socket, SocketId};
use shared::runtime::state::AppState;

pub use invoke::{GatewayEvent, GatewayResponse};

/// What the sub-protocol that carries an access token begins with.
const TOKEN_PROTOCOL: &str = "__";

/// Opens and closes sockets.
#[derive(Clone)]
pub struct Realtime {
    state: AppState,
}

/// What follows from a message of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// This text is sent.
    Send(String),
    /// Nothing.
    Ignore,
    /// The socket is closed.
    Close,
}

/// A socket that may be opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The sub-protocol, which the server has to name in its response.
    pub protocol: String,
    /// The socket.
    pub socket: Socket,
}

impl Realtime {
    /// Opens sockets of the users of this service.
    pub fn new(state: AppState) -> Self {
        Self { state }
    }

    /// Opens a socket for the caller whose access token is one of the offered sub-protocols, `__` and the token. If the
    /// user has too many, `fanout` closes the oldest.
    pub async fn connect(&self, id: &SocketId, protocols: &[&str]) -> Result<Opened> {
        let offered = protocols.iter().flat_map(|header| header.split(',')).map(str::trim);
        let mut tokens = offered.filter_map(|protocol| Some((protocol, protocol.strip_prefix(TOKEN_PROTOCOL)?)));
        let (protocol, token) = tokens.next().ok_or_else(Error::credentials_missing)?;
        let now = self.state.clock.now();
        let viewer = CurrentUser::of_token(&self.state, token)?.alone().await?;
        let socket = Socket::new(&viewer, now);
        let user = viewer.id();
        self.state.store.sockets().add(user, id, &socket, now).await?;
        // The token may have ended before the socket was stored, and `fanout` then has not found it.
        let auth = self.state.store.auth_states().get(user).await?;
        if !auth.is_some_and(|auth| socket.may_stay(&auth)) {
            self.state.store.sockets().remove(user, std::slice::from_ref(id)).await?;
            return Err(Error::invalid_token());
        }
        Ok(Opened { protocol: protocol.to_owned(), socket })
    }

    /// Forgets a socket that is closed, or that `fanout` has to close.
    pub async fn disconnect(&self, id: &SocketId) -> Result<()> {
        let sockets = self.state.store.sockets();
        match sockets.owner(id).await? {
            Some(owner) => sockets.remove(owner.user, std::slice::from_ref(id)).await,
            None => Ok(()),
        }
    }

    /// Does what a message of a client asks for, which comes `age` milliseconds after the opening of its socket. Texts that
    /// are no message change nothing.
    pub async fn receive(&self, id: &SocketId, message: &str, age: i64) -> Result<Reply> {
        match MessageKind::of(message) {
            MessageKind::TooLong => Ok(Reply::Close),
            MessageKind::PublishedHeartbeat if !self.state.config.heartbeats.answers(age) => Ok(Reply::Ignore),
            MessageKind::Heartbeat | MessageKind::PublishedHeartbeat => Ok(Reply::Send(message.to_owned())),
            MessageKind::Other => match SubscriptionMessage::parse(message) {
                Some(message) => {
                    let response = self.answer(id, &message).await;
                    serde_json::to_string(&response).map(Reply::Send).map_err(Error::internal)
                }
                None => Ok(Reply::Ignore),
            },
        }
    }
}
