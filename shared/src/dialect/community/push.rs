//! Messages to an open socket (`docs/api/realtime.md`).

use serde::Serialize;

use crate::dialect::community::notification::{Details, NotificationView};
use crate::domain::notification::NotificationType;
use crate::domain::realtime::relation_end::{EndedRelation, RelationEnd};
use crate::domain::{ConnectionStatus, Id, UserId};

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
    event: Option<PushedEvent<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum PushedEvent<'a> {
    Notification(New<'a>),
    RelationEnd(End),
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

/// The end of a connection or of a request.
#[derive(Debug, Serialize)]
struct End {
    activity_type: u8,
    feed_serialization_id: String,
    /// Always `null`.
    connection: Option<ConnectionStatus>,
    #[serde(flatten)]
    other_user: OtherUser,
}

/// The other user, under the name that the client reads.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum OtherUser {
    CancelRequestUser { id: UserId },
    RemoveUser { id: UserId },
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
            activity_type: activity_type(kind, view.kind),
            feed_serialization_id: &view.sid,
            notification_obj: view,
            connection,
            other_user: connection.map(|_| &view.details),
        };
        Self::of(unseen, Some(PushedEvent::Notification(new)))
    }

    /// The end of a relation, for which there is no notification. `id` is that of the message.
    pub fn of_relation_end(end: RelationEnd, id: Id, unseen: usize) -> Self {
        let (activity_type, other_user) = match end.relation {
            EndedRelation::Connection => (59, OtherUser::RemoveUser { id: end.other }),
            EndedRelation::Request => (60, OtherUser::CancelRequestUser { id: end.other }),
        };
        let end = End { activity_type, feed_serialization_id: id.to_string(), connection: None, other_user };
        Self::of(unseen, Some(PushedEvent::RelationEnd(end)))
    }

    /// How many notifications the user has not seen, after that has changed.
    pub fn of_count(unseen: usize) -> Self {
        Self::of(unseen, None)
    }

    fn of(count_interactions: usize, event: Option<PushedEvent<'a>>) -> Self {
        Self { topic: TOPIC, data: Data { count_interactions, event } }
    }
}

/// The number by which the client's table of activities names a kind of this type.
fn activity_type(kind: NotificationType, name: &str) -> u8 {
    match kind {
        NotificationType::Contribution => 1,
        NotificationType::Comment => 2,
        NotificationType::NestedComment => 4,
        NotificationType::VoteUp => 9,
        NotificationType::Mention => 6,
        NotificationType::Follow => 16,
        NotificationType::ConnectionRequest => 55,
        NotificationType::ConnectionAccept => 56,
        NotificationType::BlockedUser => 74,
        NotificationType::UnblockedUser => 83,
        NotificationType::UserFollow => 97,
        NotificationType::CustomNotification => 99,
        NotificationType::Moderated => match name {
            "deleted_for_advertising" => 50,
            "deleted_for_aggressive" => 51,
            "deleted_for_vulgar" => 52,
            "deleted_for_poor" => 65,
            "deleted_for_offtopic" => 66,
            "undeleted_for" => 54,
            "kindly_notice_advertising" => 67,
            "kindly_notice_aggressive" => 68,
            "kindly_notice_vulgar" => 69,
            "kindly_notice_poor" => 70,
            "kindly_notice_offtopic" => 71,
            "kindly_notice_flag" => 73,
            "collapsed_for_advertising" => 75,
            "collapsed_for_aggressive" => 76,
            "collapsed_for_vulgar" => 77,
            "collapsed_for_poor" => 78,
            _ => 79,
        },
    }
}
