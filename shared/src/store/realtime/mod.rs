//! Open sockets of users.

pub(crate) mod sockets;
