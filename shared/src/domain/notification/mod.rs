//! Notifications, which are derived from events (`docs/api/community.md`, "Notifications").

pub mod announcement;
mod by_staff;
pub mod change;
pub mod digest;
pub mod group;
pub mod kind;
mod notification_type;
pub mod reading;
pub mod sentence;
mod staff_names;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::feed::FeedEntry;
use crate::domain::id::{Id, UserId};
use crate::domain::notification::announcement::Announcement;

pub use group::NotificationGroup;
pub use kind::NotificationKind;
pub use notification_type::NotificationType;
pub use reading::{READING_STEP, Reading, ReadingPart};

/// How long a notification is kept, in seconds: 90 days.
pub const KEPT_FOR: i64 = 90 * 24 * 60 * 60;

/// A notification of one user about one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// The recipient.
    pub to: UserId,
    /// The id, which is the `sid` of the API. It is the id of the cause, so that no cause notifies twice.
    pub id: Id,
    /// What the notification reports.
    #[serde(flatten)]
    pub kind: NotificationKind,
    /// When the recipient saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Timestamp>,
}

/// The recipient, the id, the type and the causing user. Together they identify a notification; several causes may have
/// the same id.
pub type NotificationKey = (UserId, Id, NotificationType, UserId);

impl Notification {
    fn new(to: UserId, id: Id, kind: NotificationKind) -> Self {
        Self { to, id, kind, seen: None }
    }

    /// The notification of one user about an announcement by staff.
    pub fn of_announcement(announcement: &Announcement, to: UserId) -> Self {
        Self::new(
            to,
            announcement.id,
            NotificationKind::CustomNotification { user: announcement.user, announcement: announcement.id },
        )
    }

    /// The notification of a follower or connection of the author about a new post.
    pub fn of_post(entry: FeedEntry, to: UserId) -> Self {
        Self::new(to, entry.post, NotificationKind::Contribution { user: entry.author, post: entry.post })
    }

    /// The key that identifies the notification.
    pub fn key(&self) -> NotificationKey {
        (self.to, self.id, self.kind.notification_type(), self.kind.user())
    }

    /// Whether the recipient has not seen the notification.
    pub fn is_new(&self) -> bool {
        self.seen.is_none()
    }

    /// The group with which the notification is shown.
    pub fn group(&self) -> NotificationGroup {
        let group = NotificationGroup::of(self.id, self.kind.notification_type());
        self.kind.contribution().map_or(group, |contribution| group.about(contribution))
    }
}
