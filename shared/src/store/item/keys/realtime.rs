//! Keys of open sockets.

use super::user;
use crate::domain::{Id, SocketId, UserId};
use crate::dynamo::Key;

/// Outside the range that is read wherever a user is shown.
pub(in crate::store::item) const SOCKETS: &str = "SOCKETS";
const SOCKET_PREFIX: &str = "SOCKET#";
pub(in crate::store::item) const SOCKET: &str = "SOCKET";
const WATCHERS_PREFIX: &str = "WATCHERS#";
pub(in crate::store::item) const WATCHERS: &str = "WATCHERS";

/// The open sockets of a user.
pub fn sockets(id: UserId) -> Key {
    Key::new(user(id), SOCKETS)
}

/// Whose socket this is.
pub fn socket_owner(socket: &SocketId) -> Key {
    Key::new(format!("{SOCKET_PREFIX}{socket}"), SOCKET)
}

/// Reads the socket from a partition of [`socket_owner`].
pub fn parse_socket(pk: &str) -> Option<SocketId> {
    pk.strip_prefix(SOCKET_PREFIX).map(SocketId::new)
}

/// The sockets that watch a post. Not in the partition of the post, so that however many want to watch it, no vote and no
/// comment is throttled.
pub fn watchers(post: Id) -> Key {
    Key::new(format!("{WATCHERS_PREFIX}{post}"), WATCHERS)
}

/// Reads the post from a partition of [`watchers`].
pub fn parse_watched(pk: &str) -> Option<Id> {
    Id::parse(pk.strip_prefix(WATCHERS_PREFIX)?)
}
