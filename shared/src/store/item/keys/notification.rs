//! Keys of notifications, and of what staff says.

use crate::domain::{Id, Notification, UserId};
use crate::dynamo::Key;
use crate::store::item::keys::{key, user};

/// Sort-key prefix of a user's notifications.
pub const NOTIFICATIONS: &str = "NOTE#";

/// A notification: two facts may have one id, but not one id, type and cause.
pub fn note(note: &Notification) -> Key {
    key(
        user(note.to),
        format!("{}#{}{}", notification_sort(note.id), note.kind.notification_type().letter(), note.kind.user()),
    )
}

/// Where the notifications with this id begin among a user's; they are below `notification_end`.
pub fn notification_sort(id: Id) -> String {
    format!("{NOTIFICATIONS}{}", notification_index_sort(id))
}

/// Above every notification with this id, and below those with larger ones.
pub fn notification_end(id: Id) -> String {
    format!("{}$", notification_sort(id))
}

/// Id and type of a notification.
pub fn parse_notification(sk: &str) -> Option<(Id, char)> {
    let (id, cause) = sk.strip_prefix(NOTIFICATIONS)?.split_once('#')?;
    Some((Id::parse(id.trim_start_matches('0'))?, cause.chars().next()?))
}

/// Index partition (GSI1) of the notifications that a user has not seen yet.
pub fn unseen(id: UserId) -> String {
    format!("{}#UNSEEN", user(id))
}

/// Index partition (GSI2) of the notifications that a user has caused, for clearing them away.
pub fn caused(id: UserId) -> String {
    format!("{}#CAUSED", user(id))
}

/// Where a notification stands in either index.
pub fn notification_index_sort(id: Id) -> String {
    format!("{:016}", id.get())
}

/// What staff says.
pub fn notice(id: Id) -> Key {
    key(format!("NOTICE#{id}"), NOTICE)
}

/// Sort key of what staff says.
pub const NOTICE: &str = "NOTICE";
