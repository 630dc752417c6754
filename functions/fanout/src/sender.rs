//! What sends to open sockets: API Gateway, or the local server that holds them.

use futures::future::BoxFuture;
use shared::domain::SocketId;

/// Sends to open sockets, and closes them.
pub trait Sender: Send + Sync {
    /// Sends a text. Messages to one socket arrive in the order in which they are sent.
    fn send<'a>(&'a self, socket: &'a SocketId, text: &'a str) -> BoxFuture<'a, Result<(), NotSent>>;

    /// Closes a socket.
    fn close<'a>(&'a self, socket: &'a SocketId) -> BoxFuture<'a, Result<(), NotSent>>;
}

/// Why nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// The socket is not open any more.
    Gone,
    /// Anything else, in words for the log.
    Failed(String),
}
