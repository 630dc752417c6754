//! Open sockets of users.

pub(crate) mod sockets;
pub(crate) mod watchers;

pub use sockets::{SocketOwner, Sockets, SocketsById};
pub use watchers::{Watchers, WatchersById};
