//! Open sockets of users.

pub(crate) mod sockets;
pub(crate) mod watchers;
