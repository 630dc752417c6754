//! Notifications as the community dialect shows them (contract, "Notifications").

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::{PostView, UserView};
use crate::domain::notification::{NotificationGroup, NotificationType};
use crate::domain::time::rfc3339;
use crate::domain::{Announcement, Notification, PostKind};

/// What happened of one type within one hour.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultView {
    is_new: bool,
    sid: String,
    aggregated: Vec<NotificationView>,
}

/// One notification. Its `sid` is text, as the published clients have it.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotificationView {
    is_new: bool,
    sid: String,
    #[serde(rename = "type")]
    kind: &'static str,
    active_at: String,
    #[serde(flatten)]
    object: Object,
    #[serde(skip)]
    group: NotificationGroup,
}

/// What a notification is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Object {
    Follow { follower: Box<UserView> },
    Request { request_user: Box<UserView> },
    Accept { accept_user: Box<UserView> },
    Own {},
    Announcement { custom_notification: NoticeView, user: Box<UserView> },
    Discussion { discussion: Box<PostView>, user: Box<UserView> },
    Post { post: Box<PostView>, user: Box<UserView> },
}

#[derive(Debug, Serialize, ToSchema)]
struct NoticeView {
    id: u64,
    #[serde(rename = "type")]
    kind: String,
    title: String,
    description: String,
}

impl NotificationView {
    /// The notification with the user who caused it, and the notice or the post that it is about; `None` where what it
    /// needs is missing.
    pub fn new(
        note: &Notification,
        user: UserView,
        notice: Option<&Announcement>,
        post: Option<PostView>,
    ) -> Option<Self> {
        let user = Box::new(user);
        let kind = note.kind.notification_type();
        let object = match kind {
            NotificationType::UserFollow => Object::Follow { follower: user },
            NotificationType::ConnectionRequest => Object::Request { request_user: user },
            NotificationType::ConnectionAccept => Object::Accept { accept_user: user },
            NotificationType::BlockedUser | NotificationType::UnblockedUser => Object::Own {},
            NotificationType::CustomNotification => Object::Announcement { custom_notification: notice?.into(), user },
            NotificationType::Contribution | NotificationType::VoteUp | NotificationType::Follow => {
                let post = Box::new(post?);
                match post.kind {
                    PostKind::Discussion => Object::Discussion { discussion: post, user },
                    PostKind::Post => Object::Post { post, user },
                }
            }
        };
        Some(Self {
            is_new: note.is_new(),
            sid: note.id.to_string(),
            kind: kind.name(),
            active_at: rfc3339(note.id.created()),
            object,
            group: note.group(),
        })
    }
}

impl From<&Announcement> for NoticeView {
    fn from(notice: &Announcement) -> Self {
        let Announcement { id, kind, title, description, .. } = notice.clone();
        Self { id: id.get(), kind, title, description }
    }
}

impl ResultView {
    /// Gathers notifications by type and hour, in the order in which each result first appears.
    pub fn gather(notes: Vec<NotificationView>) -> Vec<Self> {
        let mut results: Vec<(NotificationGroup, Self)> = Vec::new();
        for note in notes {
            let group = note.group;
            let result = match results.iter_mut().position(|(of, _)| *of == group) {
                Some(known) => &mut results[known].1,
                None => {
                    let empty = Self { is_new: false, sid: group.id().to_string(), aggregated: Vec::new() };
                    &mut results.push_mut((group, empty)).1
                }
            };
            result.is_new |= note.is_new;
            result.aggregated.push(note);
        }
        results.into_iter().map(|(_, result)| result).collect()
    }

    /// Whether anything of it is unseen.
    pub fn is_new(&self) -> bool {
        self.is_new
    }
}

/// One line that sums a page up, such as "3 new followers, 1 message".
pub fn collapsed(results: &[ResultView]) -> String {
    let mut numbers: BTreeMap<NotificationType, usize> = BTreeMap::new();
    for note in results.iter().flat_map(|result| &result.aggregated) {
        *numbers.entry(note.group.notification_type()).or_default() += 1;
    }
    let parts = numbers.into_iter().map(|(kind, number)| {
        let (one, many) = match kind {
            NotificationType::UserFollow => ("new follower", "new followers"),
            NotificationType::ConnectionRequest => ("connection request", "connection requests"),
            NotificationType::ConnectionAccept => ("new connection", "new connections"),
            NotificationType::BlockedUser => ("deactivation", "deactivations"),
            NotificationType::UnblockedUser => ("activation", "activations"),
            NotificationType::CustomNotification => ("message", "messages"),
            NotificationType::Contribution => ("new contribution", "new contributions"),
            NotificationType::VoteUp => ("vote", "votes"),
            NotificationType::Follow => ("follower of your posts", "followers of your posts"),
        };
        format!("{number} {}", if number == 1 { one } else { many })
    });
    parts.collect::<Vec<_>>().join(", ")
}
