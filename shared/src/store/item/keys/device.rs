//! Keys of devices and of pushes to them.

use super::{id_sort, user};
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Outside the range that is read wherever a user is shown.
pub(in crate::store::item) const DEVICES: &str = "DEVICES";
pub(in crate::store::item) const WEB_PUSHES: &str = "PUSH#";

/// The devices of a user.
pub fn devices(id: UserId) -> Key {
    Key::new(user(id), DEVICES)
}

/// The request for a push to the devices of a user, about this notification and older ones.
pub fn web_push(to: UserId, notification: Id) -> Key {
    Key::new(user(to), format!("{WEB_PUSHES}{}", id_sort(notification)))
}
