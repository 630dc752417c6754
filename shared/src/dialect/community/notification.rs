//! Notifications (`docs/api/community.md`, "Notifications").

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::comment::CommentView;
use crate::dialect::community::post::PostView;
use crate::dialect::community::shortened::{Shorten, shorten};
use crate::dialect::community::user::UserView;
use crate::domain::account::ban;
use crate::domain::notification::{NotificationGroup, NotificationKind, NotificationType};
use crate::domain::post::excerpt::json_size;
use crate::domain::time::rfc3339;
use crate::domain::{Announcement, Notification, PostKind};

/// The most bytes of JSON of the common fields, and of the names of the others.
const COMMON: usize = 250;

/// The notifications of one kind within one hour of the clock, in UTC, and about one contribution if they are about any.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultView {
    /// Whether any of the notifications is unseen.
    is_new: bool,
    /// The id of the group, an integer as text. Marking it as read marks all notifications of the group.
    sid: String,
    /// `discussion`, `post` or `comment`: what the notifications are about, if it still exists. Of comments it is the post of
    /// the caller, of replies the comment of the caller, otherwise the object that the notifications have. Long texts are
    /// shortened to their beginning. The other two fields are absent.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    contribution: Option<SubjectView>,
    /// The notifications, newest first. A group that does not fit on a page goes on, under the same `sid`, on the next.
    aggregated: Vec<NotificationView>,
}

/// What notifications are about, under the name of its kind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SubjectView {
    /// A discussion.
    Discussion(Box<PostView>),
    /// A post.
    Post(Box<PostView>),
    /// A comment or a reply.
    Comment(Box<CommentView>),
}

/// One notification: the common fields, and the fields of its kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotificationView {
    /// Whether the notification is unseen.
    is_new: bool,
    /// The id of the notification, an integer as text. Marking it as read marks this notification alone.
    pub(super) sid: String,
    /// The kind: `user_follow`, `connection_request`, `connection_accept`, `contribution`, `comment`, `nested_comment`,
    /// `vote_up`, `mention`, `follow`, `custom_notification`, `blocked_user`, `unblocked_user`, `undeleted_for`,
    /// `kindly_notice_flag`, or `collapsed_for_`, `deleted_for_` or `kindly_notice_` and `advertising`, `aggressive`,
    /// `vulgar`, `poor` or `offtopic`.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    /// When the event happened: RFC 3339, UTC.
    active_at: String,
    /// The fields of the kind: `follower` of `user_follow`, `request_user` of `connection_request`, `accept_user` of
    /// `connection_accept`; `user` with `discussion` or `post` of `contribution`, `vote_up`, `mention` and `follow`; `user` with
    /// `comment` of `comment`, `nested_comment` and of `vote_up` and `mention` about a comment; `user` with
    /// `custom_notification` (`id`, `type`, `title`, `description`) of `custom_notification`. `blocked_user` has
    /// `blocked_settings` (`days_blocked`, `blocked_at`, `expire_at`) where staff ban a user, and none where they deactivate
    /// an account; `unblocked_user` has none. `collapsed_for_...`, `deleted_for_...`, `kindly_notice_...` and
    /// `undeleted_for` have `discussion`, `post` or `comment` and `user`
    /// as long as it exists. Long texts in the objects are shortened to their beginning, so that a notification has at
    /// most 10 KB.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub(super) details: Details,
    #[serde(skip)]
    pub(super) group: NotificationGroup,
}

/// The fields of a notification that depend on its kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Details {
    Follow { follower: Box<UserView> },
    Request { request_user: Box<UserView> },
    Accept { accept_user: Box<UserView> },
    Account {},
    Blocked { blocked_settings: BlockedSettingsView },
    Announcement { custom_notification: CustomNotificationView, user: Box<UserView> },
    Discussion { discussion: Box<PostView>, user: Box<UserView> },
    Post { post: Box<PostView>, user: Box<UserView> },
    Comment { comment: Box<CommentView>, user: Box<UserView> },
}

/// The ban of the recipient.
#[derive(Debug, Serialize)]
pub(super) struct BlockedSettingsView {
    days_blocked: Option<u32>,
    /// Always 0: there is no reputation.
    reputation_delta: u8,
    blocked_at: String,
    expire_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct CustomNotificationView {
    id: u64,
    #[serde(rename = "type")]
    kind: String,
    title: String,
    description: String,
}

impl NotificationView {
    /// The notification with the user who caused it and the announcement, post or comment that it concerns, shortened;
    /// `None` if the one that its kind needs is missing.
    pub fn new(
        notification: &Notification,
        user: UserView,
        announcement: Option<&Announcement>,
        post: Option<PostView>,
        comment: Option<CommentView>,
    ) -> Option<Self> {
        let user = Box::new(user);
        let kind = notification.kind.notification_type();
        let mut details = match kind {
            NotificationType::UserFollow => Details::Follow { follower: user },
            NotificationType::ConnectionRequest => Details::Request { request_user: user },
            NotificationType::ConnectionAccept => Details::Accept { accept_user: user },
            NotificationType::BlockedUser | NotificationType::UnblockedUser => Details::of_account(notification),
            NotificationType::Moderated => match (comment, post) {
                (Some(comment), _) => Details::Comment { comment: Box::new(comment), user },
                (None, Some(post)) => Details::of_post(post, user),
                (None, None) => Details::Account {},
            },
            NotificationType::CustomNotification => {
                Details::Announcement { custom_notification: announcement?.into(), user }
            }
            NotificationType::Comment | NotificationType::NestedComment => {
                Details::Comment { comment: Box::new(comment?), user }
            }
            NotificationType::VoteUp | NotificationType::Mention if notification.kind.comment().is_some() => {
                Details::Comment { comment: Box::new(comment?), user }
            }
            NotificationType::Contribution
            | NotificationType::VoteUp
            | NotificationType::Mention
            | NotificationType::Follow => Details::of_post(post?, user),
        };
        shorten(&mut details);
        Some(Self {
            is_new: notification.is_new(),
            sid: notification.id.to_string(),
            kind: notification.kind.name(),
            active_at: rfc3339(notification.id.created()),
            details,
            group: notification.group(),
        })
    }
}

impl SubjectView {
    /// A post or a discussion, shortened.
    pub fn of_post(post: PostView) -> Self {
        let mut post = Box::new(post);
        shorten(&mut *post);
        match post.kind {
            PostKind::Discussion => Self::Discussion(post),
            PostKind::Post => Self::Post(post),
        }
    }

    /// A comment, shortened.
    pub fn of_comment(comment: CommentView) -> Self {
        let mut comment = Box::new(comment);
        shorten(&mut *comment);
        Self::Comment(comment)
    }
}

impl Details {
    fn of_account(notification: &Notification) -> Self {
        let NotificationKind::Banned { days, .. } = notification.kind else { return Self::Account {} };
        let at = notification.id.created();
        let (blocked_at, expire_at) = (rfc3339(at), ban::end(at, days).map(rfc3339));
        let blocked_settings = BlockedSettingsView { days_blocked: days, reputation_delta: 0, blocked_at, expire_at };
        Self::Blocked { blocked_settings }
    }

    fn of_post(post: PostView, user: Box<UserView>) -> Self {
        let post = Box::new(post);
        match post.kind {
            PostKind::Discussion => Self::Discussion { discussion: post, user },
            PostKind::Post => Self::Post { post, user },
        }
    }
}

impl Shorten for Details {
    fn shorten(&mut self, max: usize) -> usize {
        let objects = match self {
            Self::Follow { follower: user }
            | Self::Request { request_user: user }
            | Self::Accept { accept_user: user } => user.shorten(max),
            Self::Account {} | Self::Blocked { .. } => 0,
            Self::Announcement { custom_notification, user } => custom_notification.shorten(max) + user.shorten(max),
            Self::Discussion { discussion: post, user } | Self::Post { post, user } => {
                post.shorten(max) + user.shorten(max)
            }
            Self::Comment { comment, user } => comment.shorten(max) + user.shorten(max),
        };
        COMMON + objects
    }
}

/// An announcement is nowhere else, and so it is whole.
impl Shorten for CustomNotificationView {
    fn shorten(&mut self, _: usize) -> usize {
        [&self.kind, &self.title, &self.description].map(|text| json_size(text)).iter().sum()
    }
}

impl From<&Announcement> for CustomNotificationView {
    fn from(announcement: &Announcement) -> Self {
        let Announcement { id, kind, title, description, .. } = announcement.clone();
        Self { id: id.get(), kind, title, description }
    }
}

impl ResultView {
    /// Groups notifications, each with the contribution that it is about, by kind, hour and contribution. The groups are in
    /// the order in which each first appears.
    pub fn group(notifications: Vec<(NotificationView, Option<SubjectView>)>) -> Vec<Self> {
        let mut results: Vec<(NotificationGroup, Self)> = Vec::new();
        for (notification, contribution) in notifications {
            let group = notification.group;
            let result = match results.iter_mut().position(|(known, _)| *known == group) {
                Some(index) => &mut results[index].1,
                None => {
                    let (sid, aggregated) = (group.id().to_string(), Vec::new());
                    let empty = Self { is_new: false, sid, contribution: None, aggregated };
                    &mut results.push_mut((group, empty)).1
                }
            };
            result.contribution = result.contribution.take().or(contribution);
            result.is_new |= notification.is_new;
            result.aggregated.push(notification);
        }
        results.into_iter().map(|(_, result)| result).collect()
    }

    /// Whether any of its notifications is unseen.
    pub fn is_new(&self) -> bool {
        self.is_new
    }
}

/// One line that sums up a page, such as "3 new followers, 1 message".
pub fn collapsed(results: &[ResultView]) -> String {
    let mut counts: BTreeMap<NotificationType, usize> = BTreeMap::new();
    for notification in results.iter().flat_map(|result| &result.aggregated) {
        *counts.entry(notification.group.notification_type()).or_default() += 1;
    }
    let parts = counts.into_iter().map(|(kind, count)| {
        let (one, many) = match kind {
            NotificationType::UserFollow => ("new follower", "new followers"),
            NotificationType::ConnectionRequest => ("connection request", "connection requests"),
            NotificationType::ConnectionAccept => ("new connection", "new connections"),
            NotificationType::BlockedUser => ("deactivation", "deactivations"),
            NotificationType::UnblockedUser => ("activation", "activations"),
            NotificationType::CustomNotification => ("message", "messages"),
            NotificationType::Contribution => ("new contribution", "new contributions"),
            NotificationType::Comment => ("new comment", "new comments"),
            NotificationType::NestedComment => ("new reply", "new replies"),
            NotificationType::VoteUp => ("vote", "votes"),
            NotificationType::Follow => ("follower of your posts", "followers of your posts"),
            NotificationType::Mention => ("mention", "mentions"),
            NotificationType::Moderated => ("decision of the moderators", "decisions of the moderators"),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    });
    parts.collect::<Vec<_>>().join(", ")
}
