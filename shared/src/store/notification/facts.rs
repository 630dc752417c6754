//! The source items of notifications.

use crate::domain::graph::friendship::State;
use crate::domain::notification::NotificationKind;
use crate::domain::{CommentRef, EdgeKind, Friendship, Notification, ReactionKind};
use crate::dynamo::{Item, Key, number_of};
use crate::store::graph::edges::{edge_key, is_edge};
use crate::store::item::{from_item, keys};
use crate::store::post::comments::{DELETED, RESTORED, counted};
use crate::store::post::posts::mentioned_in;

/// The source item of a notification; where that cannot be undone, the recipient's profile, which may have been
/// deleted.
pub(super) fn fact(note: &Notification) -> Key {
    match note.kind {
        NotificationKind::UserFollow { user } => edge_key(EdgeKind::Follow, user, note.to),
        NotificationKind::ConnectionRequest { user } | NotificationKind::ConnectionAccept { user } => {
            keys::friendship(user, note.to)
        }
        NotificationKind::VoteUp { user, post } => keys::reaction(ReactionKind::Vote, post, user),
        NotificationKind::Follow { user, post } => keys::reaction(ReactionKind::Follow, post, user),
        NotificationKind::Comment { post, comment, .. } => keys::comment(CommentRef::top(post, comment)),
        NotificationKind::Mention { post, parent, comment: Some(id), .. }
        | NotificationKind::Undeleted { post, parent, comment: id, .. } => {
            keys::comment(CommentRef { post, parent, id })
        }
        NotificationKind::NestedComment { post, parent, comment, .. } => {
            keys::comment(CommentRef { post, parent: Some(parent), id: comment })
        }
        NotificationKind::CommentVote { user, post, parent, comment } => {
            keys::comment_vote(CommentRef { post, parent, id: comment }, user)
        }
        // The delivery of contributions has checked the edges.
        NotificationKind::Contribution { post, .. } | NotificationKind::Mention { post, comment: None, .. } => {
            keys::post(post)
        }
        NotificationKind::CustomNotification { .. }
        | NotificationKind::BlockedUser { .. }
        | NotificationKind::Banned { .. }
        | NotificationKind::UnblockedUser { .. }
        | NotificationKind::KindlyNotice { .. }
        | NotificationKind::Moderated { .. } => keys::profile(note.to),
    }
}

/// Whether an item is the source item of a notification.
pub(super) fn holds(item: &Item, note: &Notification) -> bool {
    let friendship = || from_item::<Friendship>(item.clone()).ok();
    match note.kind {
        NotificationKind::UserFollow { .. } | NotificationKind::VoteUp { .. } | NotificationKind::Follow { .. } => {
            is_edge(item, note.id)
        }
        NotificationKind::Comment { .. } | NotificationKind::NestedComment { .. } => {
            counted(item.clone()).is_ok_and(|counted| counted.comment.is_live())
        }
        NotificationKind::Undeleted { .. } => {
            !item.contains_key(DELETED) && number_of::<u64>(item, RESTORED) == note.id.get()
        }
        NotificationKind::Mention { .. } => !item.contains_key(DELETED) && mentioned_in(item).contains(&note.to),
        NotificationKind::CommentVote { .. } => number_of::<u64>(item, "vote") == note.id.get(),
        NotificationKind::ConnectionRequest { .. } => {
            friendship().is_some_and(|f| matches!(f.state, State::Pending | State::Connected) && f.id == note.id)
        }
        NotificationKind::ConnectionAccept { .. } => {
            friendship().is_some_and(|f| f.state == State::Connected && f.since == Some(note.id))
        }
        NotificationKind::Contribution { .. }
        | NotificationKind::CustomNotification { .. }
        | NotificationKind::BlockedUser { .. }
        | NotificationKind::Banned { .. }
        | NotificationKind::UnblockedUser { .. }
        | NotificationKind::KindlyNotice { .. }
        | NotificationKind::Moderated { .. } => true,
    }
}
