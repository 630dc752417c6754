//! What a notification says, in a sentence: for web pushes and mails.

use crate::domain::notification::kind::NotificationKind;

/// The sentence, without its full stop. `name` is that of the user who caused the notification.
pub fn sentence(kind: NotificationKind, name: &str) -> String {
    let text = match kind {
        NotificationKind::UserFollow { .. } => "follows you",
        NotificationKind::ConnectionRequest { .. } => "sent you a friend request",
        NotificationKind::ConnectionAccept { .. } => "accepted your friend request",
        NotificationKind::CustomNotification { .. } => "sent you a message",
        NotificationKind::Contribution { .. } => "published a new post",
        NotificationKind::VoteUp { .. } => "liked your post",
        NotificationKind::CommentVote { .. } => "liked your comment",
        NotificationKind::Comment { .. } => "commented on your post",
        NotificationKind::NestedComment { .. } => "replied to your comment",
        NotificationKind::Follow { .. } => "follows your post",
        NotificationKind::Mention { .. } => "mentioned you",
        NotificationKind::Banned { .. } => return "Your account was blocked".to_owned(),
        NotificationKind::BlockedUser { .. } => return "Your account was deactivated".to_owned(),
        NotificationKind::UnblockedUser { .. } => return "Your account was reactivated".to_owned(),
        NotificationKind::KindlyNotice { .. } => return "Staff remind you of the rules".to_owned(),
        NotificationKind::Undeleted { .. } => return "Staff have restored what you wrote".to_owned(),
        NotificationKind::Moderated { deleted: true, .. } => return "Staff have deleted what you wrote".to_owned(),
        NotificationKind::Moderated { deleted: false, .. } => return "Staff have hidden what you wrote".to_owned(),
    };
    format!("{name} {text}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn a_sentence_names_the_user_unless_staff_have_acted() {
        let user = Id::at(1, 0);
        assert_eq!(sentence(NotificationKind::UserFollow { user }, "Madeline"), "Madeline follows you");
        assert_eq!(sentence(NotificationKind::BlockedUser { user }, "Madeline"), "Your account was deactivated");
    }
}
