//! Keys of notifications and announcements.

use super::{id_sort, parse_id_sort, user};
use crate::domain::{Edge, Id, Notification, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of a user's notifications.
pub const NOTIFICATIONS: &str = "NOTE#";
pub(in crate::store::item) const ANNOUNCEMENT: &str = "NOTICE";
pub(in crate::store::item) const HIDE_CLEANUPS: &str = "HIDECLEANUP#";
pub(in crate::store::item) const READINGS: &str = "READING#";

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

/// Reads the user who caused a notification from its sort key.
pub fn parse_cause(sk: &str) -> Option<UserId> {
    let (_, cause) = sk.strip_prefix(NOTIFICATIONS)?.split_once('#')?;
    let mut chars = cause.chars();
    chars.next()?;
    UserId::parse(chars.as_str())
}

/// The progress of the clean-up after a hide. Each hide has its own, since it reaches other notifications than an
/// earlier hide of the same user.
pub fn hide_cleanup(hide: &Edge) -> Key {
    Key::new(user(hide.from), format!("{HIDE_CLEANUPS}{}#{}", id_sort(hide.id), hide.to))
}

/// What is left of a user's request to mark notifications as seen.
pub fn reading(by: UserId, id: Id) -> Key {
    Key::new(user(by), format!("{READINGS}{}", id_sort(id)))
}

/// Index partition (GSI1) of a user's unseen notifications.
pub fn unseen(id: UserId) -> String {
    format!("{}#UNSEEN", user(id))
}

/// Sort key of a notification in that index: its id, and the part of its group if it is about a contribution.
pub fn unseen_sort(notification: &Notification) -> String {
    match notification.group().part() {
        0 => id_sort(notification.id),
        part => format!("{}#{part}", id_sort(notification.id)),
    }
}

/// Bounds of the sort keys in that index of notifications with these ids.
pub fn unseen_sorts(lowest: Id, highest: Id) -> [String; 2] {
    [id_sort(lowest), format!("{}$", id_sort(highest))]
}

/// Reads the part of the group from [`unseen_sort`].
pub fn parse_unseen_sort(sort: &str) -> Option<i64> {
    sort.split_once('#')?.1.parse().ok()
}

/// Index partition (GSI2) of the notifications that a user has caused, for the clean-up.
pub fn caused(id: UserId) -> String {
    format!("{}#CAUSED", user(id))
}

/// An announcement.
pub fn announcement(id: Id) -> Key {
    Key::new(format!("{ANNOUNCEMENT}#{id}"), ANNOUNCEMENT)
}
