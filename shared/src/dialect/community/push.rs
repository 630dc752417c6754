//! Messages to an open socket (`docs/api/realtime.md`).

use serde::Serialize;

use crate::dialect::community::notification::{Details, NotificationView};
use crate::domain::ConnectionStatus;
use crate::domain::notification::NotificationType;

const TOPIC: &str = "interaction";

/// A message, as the SelfCommunity client reads it.
#[derive(Debug, Serialize)]
pub struct PushView<'a> {
    /// What it is about. Of the client's topics kith has one.
    #[serde(rename = "type")]
    topic: &'static str,
    data: Data<'a>,
}

#[derive(Debug, Serialize)]
struct Data<'a> {
    /// The number of unseen notifications, at most 64.
    count_interactions: usize,
    #[serde(flatten)]
    notification: Option<New<'a>>,
}

/// A new notification.
#[derive(Debug, Serialize)]
struct New<'a> {
    /// The client's number of the kind.
    activity_type: u8,
    /// The id of the message: the `sid` of the notification. A message that is sent twice has the same.
    feed_serialization_id: &'a str,
    /// The same object as in the list.
    notification_obj: &'a NotificationView,
    /// The relation to the user that the notification is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<ConnectionStatus>,
    /// The other user of the relation, under the name that it has in the object.
    #[serde(flatten)]
    other_user: Option<&'a Details>,
}

impl<'a> PushView<'a> {
    /// A new notification, and how many the user has not seen.
    pub fn of_notification(view: &'a NotificationView, unseen: usize) -> Self {
        let kind = view.group.notification_type();
        let connection = match kind {
            NotificationType::ConnectionRequest => Some(ConnectionStatus::ReceivedConnectionRequest),
            NotificationType::ConnectionAccept => Some(ConnectionStatus::Connected),
            _ => None,
        };
        let new = New {
            activity_type: activity_type(kind),
            feed_serialization_id: &view.sid,
            notification_obj: view,
            connection,
            other_user: connection.map(|_| &view.details),
        };
        Self { topic: TOPIC, data: Data { count_interactions: unseen, notification: Some(new) } }
    }

    /// How many notifications the user has not seen, after that has changed.
    pub fn of_count(unseen: usize) -> Self {
        Self { topic: TOPIC, data: Data { count_interactions: unseen, notification: None } }
    }
}

/// The number by which the client's table of activities names a kind.
fn activity_type(kind: NotificationType) -> u8 {
    match kind {
        NotificationType::Contribution => 1,
        NotificationType::Comment => 2,
        NotificationType::NestedComment => 4,
        NotificationType::VoteUp => 9,
        NotificationType::Follow => 16,
        NotificationType::ConnectionRequest => 55,
        NotificationType::ConnectionAccept => 56,
        NotificationType::BlockedUser => 74,
        NotificationType::UnblockedUser => 83,
        NotificationType::UserFollow => 97,
        NotificationType::CustomNotification => 99,
    }
}
