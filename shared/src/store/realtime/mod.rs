//! Open sockets of users.

pub(crate) mod sockets;

use crate::store::Store;
use sockets::Sockets;

impl Store {
    /// The open sockets of users.
    pub fn sockets(&self) -> Sockets<'_> {
        Sockets { table: &self.table }
    }
}
