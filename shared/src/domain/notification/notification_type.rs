//! Types of notifications, which form groups.

/// The type of a notification: its kind without the data. The numbers are part of the ids of groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotificationType {
    /// A user follows the recipient.
    UserFollow = 1,
    /// An announcement by staff.
    CustomNotification = 2,
    /// A user requests a connection.
    ConnectionRequest = 3,
    /// A user accepted a request.
    ConnectionAccept = 4,
    /// The account was deactivated.
    BlockedUser = 5,
    /// The account was reactivated.
    UnblockedUser = 6,
    /// A user published a post.
    Contribution = 7,
    /// A user voted for a post or a comment.
    VoteUp = 8,
    /// A user follows a post.
    Follow = 9,
    /// A user commented on a post.
    Comment = 10,
    /// A user replied to a comment.
    NestedComment = 11,
    /// Staff hid or deleted a post or a comment.
    Moderated = 12,
    /// A user mentioned the recipient in a post or a comment.
    Mention = 13,
}

impl NotificationType {
    /// All types.
    pub const ALL: [Self; 13] = [
        Self::UserFollow,
        Self::CustomNotification,
        Self::ConnectionRequest,
        Self::ConnectionAccept,
        Self::BlockedUser,
        Self::UnblockedUser,
        Self::Contribution,
        Self::VoteUp,
        Self::Follow,
        Self::Comment,
        Self::NestedComment,
        Self::Moderated,
        Self::Mention,
    ];

    /// The name of the type. In the API it is that of its kinds, but for moderation (`NotificationKind::name`).
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::UserFollow => "user_follow",
            Self::CustomNotification => "custom_notification",
            Self::ConnectionRequest => "connection_request",
            Self::ConnectionAccept => "connection_accept",
            Self::BlockedUser => "blocked_user",
            Self::UnblockedUser => "unblocked_user",
            Self::Contribution => "contribution",
            Self::VoteUp => "vote_up",
            Self::Follow => "follow",
            Self::Comment => "comment",
            Self::NestedComment => "nested_comment",
            Self::Moderated => "moderated",
            Self::Mention => "mention",
        }
    }

    /// The letter of the type in keys.
    pub fn letter(self) -> char {
        match self {
            Self::UserFollow => 'F',
            Self::CustomNotification => 'C',
            Self::ConnectionRequest => 'R',
            Self::ConnectionAccept => 'A',
            Self::BlockedUser => 'B',
            Self::UnblockedUser => 'U',
            Self::Contribution => 'P',
            Self::VoteUp => 'V',
            Self::Follow => 'W',
            Self::Comment => 'K',
            Self::NestedComment => 'N',
            Self::Moderated => 'M',
            Self::Mention => 'T',
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_type_has_its_own_number_name_and_letter() {
        let all = NotificationType::ALL;
        assert_eq!(all.map(|kind| kind as u16).into_iter().collect::<BTreeSet<_>>().len(), all.len());
        assert_eq!(all.map(NotificationType::name).into_iter().collect::<BTreeSet<_>>().len(), all.len());
        assert_eq!(all.map(NotificationType::letter).into_iter().collect::<BTreeSet<_>>().len(), all.len());
    }
}
