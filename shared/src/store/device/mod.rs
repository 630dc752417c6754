//! Devices of users, and the pushes to them that wait to be sent.

mod devices;
mod web_pushes;

pub use devices::{Devices, DevicesById};
pub use web_pushes::{DuePush, WebPushes, due};

use crate::store::Store;

impl Store {
    /// Devices of users.
    pub fn devices(&self) -> Devices<'_> {
        Devices { table: &self.table }
    }

    /// Pushes to devices that wait to be sent.
    pub fn web_pushes(&self) -> WebPushes<'_> {
        WebPushes { table: &self.table }
    }
}
