//! Keys of open sockets.

use super::user;
use crate::domain::{SocketId, UserId};
use crate::dynamo::Key;

/// Outside the range that is read wherever a user is shown.
pub(in crate::store::item) const SOCKETS: &str = "SOCKETS";
const SOCKET_PREFIX: &str = "SOCKET#";
pub(in crate::store::item) const SOCKET: &str = "SOCKET";

/// The open sockets of a user.
pub fn sockets(id: UserId) -> Key {
    Key::new(user(id), SOCKETS)
}

/// Whose socket this is.
pub fn socket_owner(socket: &SocketId) -> Key {
    Key::new(format!("{SOCKET_PREFIX}{socket}"), SOCKET)
}
