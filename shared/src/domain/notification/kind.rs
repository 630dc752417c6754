//! Kinds of notifications: what happened, and who and what was involved (`docs/api/community.md`, "Kinds").

use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::notification::NotificationType;
use crate::domain::notification::staff_names;
use crate::domain::post::comment::CommentRef;
use crate::domain::post::flag_type::FlagType;

/// What a notification reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum NotificationKind {
    /// `user` follows the recipient.
    UserFollow {
        /// The follower.
        user: UserId,
    },
    /// `user` requests a connection.
    ConnectionRequest {
        /// The user who sent the request.
        user: UserId,
    },
    /// `user` accepted the recipient's request.
    ConnectionAccept {
        /// The user who accepted.
        user: UserId,
    },
    /// Staff deactivated the recipient's account.
    BlockedUser {
        /// The recipient.
        user: UserId,
    },
    /// Staff banned the recipient's account.
    Banned {
        /// The recipient.
        user: UserId,
        /// The length in days; `None` if the ban does not end by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<u32>,
    },
    /// Staff reactivated the recipient's account, or lifted a ban.
    UnblockedUser {
        /// The recipient.
        user: UserId,
    },
    /// Staff published an announcement on behalf of `user`.
    CustomNotification {
        /// The user on whose behalf staff notify.
        user: UserId,
        /// The announcement.
        #[serde(rename = "notice")]
        announcement: Id,
    },
    /// `user`, whom the recipient follows or is connected with, published a post.
    Contribution {
        /// The author.
        user: UserId,
        /// The post.
        post: Id,
    },
    /// `user` voted for a post of the recipient.
    VoteUp {
        /// The user who voted.
        user: UserId,
        /// The post.
        post: Id,
    },
    /// `user` commented on a post of the recipient.
    Comment {
        /// The author of the comment.
        user: UserId,
        /// The post.
        post: Id,
        /// The comment.
        comment: Id,
    },
    /// `user` replied to a comment of the recipient.
    NestedComment {
        /// The author of the reply.
        user: UserId,
        /// The post.
        post: Id,
        /// The comment of the recipient.
        parent: Id,
        /// The reply.
        comment: Id,
    },
    /// `user` voted for a comment of the recipient.
    CommentVote {
        /// The user who voted.
        user: UserId,
        /// The post.
        post: Id,
        /// The comment above, if the comment is a reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
        /// The comment.
        comment: Id,
    },
    /// `user` follows a post of the recipient.
    Follow {
        /// The user who follows.
        user: UserId,
        /// The post.
        post: Id,
    },
    /// `user` mentions the recipient in a post or a comment.
    Mention {
        /// The author.
        user: UserId,
        /// The post, or that of the comment.
        post: Id,
        /// The comment above, if the mention is in a reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
        /// The comment, unless the mention is in the post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<Id>,
    },
    /// Staff hid or deleted a post or a comment of the recipient.
    Moderated {
        /// The recipient.
        user: UserId,
        /// Whether it was deleted, and not hidden.
        deleted: bool,
        /// The reason.
        reason: FlagType,
        /// The post, or that of the comment.
        post: Id,
        /// The comment above, if a reply was moderated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
        /// The comment, unless the post was moderated.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<Id>,
    },
    /// Staff remind the recipient of the rules, because of what they have written, or flagged without a reason.
    KindlyNotice {
        /// The recipient.
        user: UserId,
        /// The reason; `None` for a flag.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<FlagType>,
        /// The post, or that of the comment.
        post: Id,
        /// The comment above, if it is about a reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
        /// The comment, unless it is about the post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<Id>,
    },
    /// Staff restored a deleted comment of the recipient.
    Undeleted {
        /// The recipient.
        user: UserId,
        /// The post.
        post: Id,
        /// The comment above, if the comment is a reply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<Id>,
        /// The comment.
        comment: Id,
    },
}

impl NotificationKind {
    /// The type.
    pub fn notification_type(self) -> NotificationType {
        match self {
            Self::UserFollow { .. } => NotificationType::UserFollow,
            Self::CustomNotification { .. } => NotificationType::CustomNotification,
            Self::ConnectionRequest { .. } => NotificationType::ConnectionRequest,
            Self::ConnectionAccept { .. } => NotificationType::ConnectionAccept,
            Self::BlockedUser { .. } | Self::Banned { .. } => NotificationType::BlockedUser,
            Self::UnblockedUser { .. } => NotificationType::UnblockedUser,
            Self::Contribution { .. } => NotificationType::Contribution,
            Self::VoteUp { .. } | Self::CommentVote { .. } => NotificationType::VoteUp,
            Self::Follow { .. } => NotificationType::Follow,
            Self::Comment { .. } => NotificationType::Comment,
            Self::NestedComment { .. } => NotificationType::NestedComment,
            Self::Moderated { .. } | Self::KindlyNotice { .. } | Self::Undeleted { .. } => NotificationType::Moderated,
            Self::Mention { .. } => NotificationType::Mention,
        }
    }

    /// The name of the kind in the API. Moderation has one for each reason.
    pub fn name(self) -> &'static str {
        match self {
            Self::Moderated { deleted, reason, .. } => staff_names::name_of_decision(deleted, reason),
            Self::KindlyNotice { reason, .. } => staff_names::name_of_notice(reason),
            Self::Undeleted { .. } => "undeleted_for",
            kind => kind.notification_type().name(),
        }
    }

    /// The user who caused the notification. It is not created if the recipient hides that user.
    pub fn user(self) -> UserId {
        match self {
            Self::UserFollow { user }
            | Self::CustomNotification { user, .. }
            | Self::ConnectionRequest { user }
            | Self::ConnectionAccept { user }
            | Self::BlockedUser { user }
            | Self::Banned { user, .. }
            | Self::UnblockedUser { user } => user,
            Self::Contribution { user, .. } | Self::VoteUp { user, .. } | Self::Follow { user, .. } => user,
            Self::Comment { user, .. } | Self::NestedComment { user, .. } | Self::CommentVote { user, .. } => user,
            Self::Moderated { user, .. } | Self::Mention { user, .. } => user,
            Self::KindlyNotice { user, .. } | Self::Undeleted { user, .. } => user,
        }
    }

    /// The post, if the notification is about one.
    pub fn post(self) -> Option<Id> {
        match self {
            Self::Contribution { post, .. } | Self::VoteUp { post, .. } | Self::Follow { post, .. } => Some(post),
            Self::Moderated { post, comment: None, .. } | Self::Mention { post, comment: None, .. } => Some(post),
            Self::KindlyNotice { post, comment: None, .. } => Some(post),
            _ => None,
        }
    }

    /// The post whose notifications the recipient may have suspended, if this is one of them.
    pub fn suspended_with(self) -> Option<Id> {
        match self {
            Self::VoteUp { post, .. }
            | Self::Follow { post, .. }
            | Self::Comment { post, .. }
            | Self::NestedComment { post, .. }
            | Self::CommentVote { post, .. } => Some(post),
            _ => None,
        }
    }

    /// The contribution whose notifications are shown together: that of the recipient which another user has reacted to, or
    /// else the one that the notification reports.
    pub fn contribution(self) -> Option<Id> {
        match self {
            Self::Comment { post, .. } | Self::NestedComment { parent: post, .. } => Some(post),
            _ => self.comment().map(|at| at.id).or(self.post()),
        }
    }

    /// The comment, if the notification is about one.
    pub fn comment(self) -> Option<CommentRef> {
        match self {
            Self::Comment { post, comment, .. } => Some(CommentRef::top(post, comment)),
            Self::NestedComment { post, parent, comment, .. } => {
                Some(CommentRef { post, parent: Some(parent), id: comment })
            }
            Self::CommentVote { post, parent, comment, .. }
            | Self::Undeleted { post, parent, comment, .. }
            | Self::KindlyNotice { post, parent, comment: Some(comment), .. }
            | Self::Mention { post, parent, comment: Some(comment), .. }
            | Self::Moderated { post, parent, comment: Some(comment), .. } => {
                Some(CommentRef { post, parent, id: comment })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_stored_under_the_name_of_its_type() {
        let (user, id) = (Id::at(0, 1), Id::at(0, 2));
        let kinds = [
            NotificationKind::UserFollow { user },
            NotificationKind::CustomNotification { user, announcement: id },
            NotificationKind::ConnectionRequest { user },
            NotificationKind::ConnectionAccept { user },
            NotificationKind::BlockedUser { user },
            NotificationKind::UnblockedUser { user },
            NotificationKind::Contribution { user, post: id },
            NotificationKind::VoteUp { user, post: id },
            NotificationKind::Follow { user, post: id },
        ];
        for (kind, expected) in kinds.into_iter().zip(NotificationType::ALL) {
            assert_eq!(kind.notification_type(), expected);
            assert_eq!(serde_json::to_value(kind).unwrap()["type"], expected.name());
            assert_eq!(kind.user(), user);
            let about_post = matches!(expected.name(), "contribution" | "vote_up" | "follow");
            assert_eq!(kind.post(), about_post.then_some(id));
        }
    }

    #[test]
    fn an_announcement_is_stored_under_its_earlier_name() {
        let kind = NotificationKind::CustomNotification { user: Id::at(0, 1), announcement: Id::at(0, 2) };
        assert_eq!(serde_json::to_value(kind).unwrap()["notice"], serde_json::json!(Id::at(0, 2)));
    }
}
