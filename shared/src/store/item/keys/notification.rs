//! Keys of notifications and announcements.

use super::{id_sort, parse_id_sort, user};
use crate::domain::{Id, Notification, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of a user's notifications.
pub const NOTIFICATIONS: &str = "NOTE#";
pub(in crate::store::item) const ANNOUNCEMENT: &str = "NOTICE";

/// A notification. Two source items may have the same id, but not the same id, type and cause.
pub fn notification(notification: &Notification) -> Key {
    let Notification { to, id, kind, .. } = notification;
    let cause = kind.user();
    Key::new(user(*to), format!("{}#{}{cause}", notification_sort(*id), kind.notification_type().letter()))
}

/// Lower bound of the sort keys of notifications with this id.
pub fn notification_sort(id: Id) -> String {
    format!("{NOTIFICATIONS}{}", id_sort(id))
}

/// Upper bound of the sort keys of notifications with this id, below those of larger ids.
pub fn notification_end(id: Id) -> String {
    format!("{}$", notification_sort(id))
}

/// Reads id and type letter from the sort key of a notification.
pub fn parse_notification(sk: &str) -> Option<(Id, char)> {
    let (id, cause) = sk.strip_prefix(NOTIFICATIONS)?.split_once('#')?;
    Some((parse_id_sort(id)?, cause.chars().next()?))
}

/// Index partition (GSI1) of a user's unseen notifications.
pub fn unseen(id: UserId) -> String {
    format!("{}#UNSEEN", user(id))
}

/// Index partition (GSI2) of the notifications that a user has caused, for the clean-up.
pub fn caused(id: UserId) -> String {
    format!("{}#CAUSED", user(id))
}

/// An announcement.
pub fn announcement(id: Id) -> Key {
    Key::new(format!("{ANNOUNCEMENT}#{id}"), ANNOUNCEMENT)
}
