//! Notifications.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::dialect::community::{AuthorView, CommentView, NotificationView, PostView, UserView};
use crate::domain::notification::NotificationKind;
use crate::domain::{CommentRef, CountedComment, Id, Notification, PostWithCounters, Result, UserId, Viewer};
use crate::runtime::config::Config;
use crate::store::{Consistency, Store};

/// Notifications of a viewer, with the users who caused them and the posts and comments that they refer to, each of which
/// is by the viewer or by the user who caused the notification. A notification whose user, post or comment no longer
/// exists is left out.
pub async fn notifications(
    store: &Store,
    config: &Config,
    viewer: &Viewer,
    notifications: &[Notification],
    now: Timestamp,
) -> Result<Vec<NotificationView>> {
    let posts: Vec<Id> = notifications.iter().filter_map(|notification| notification.kind.post()).collect();
    let comments: Vec<CommentRef> =
        notifications.iter().filter_map(|notification| notification.kind.comment()).collect();
    let on_own = notifications.iter().filter(|notification| {
        use NotificationKind::{CommentVote, Follow, VoteUp};
        matches!(notification.kind, VoteUp { .. } | Follow { .. } | CommentVote { .. })
    });
    let causers = notifications.iter().map(|notification| notification.kind.user());
    let mut users: Vec<UserId> = causers.chain(on_own.map(|notification| notification.to)).collect();
    users.sort_unstable();
    users.dedup();
    let announcements: Vec<Id> = notifications.iter().filter_map(announcement).collect();
    let (users, announcements, posts, comments, voted) = tokio::try_join!(
        store.users().get_many(&users, Some(viewer.id()), Consistency::Eventual),
        store.announcements().get_many(&announcements),
        store.posts().get_many(&posts, &posts),
        store.comments().get_many(&comments),
        store.comment_votes().in_any(viewer.id(), &comments)
    )?;
    let users: HashMap<_, _> = users.into_iter().map(|user| (user.profile.id, user)).collect();
    let announcements: HashMap<_, _> = announcements.into_iter().map(|one| (one.id, one)).collect();
    let posts: HashMap<Id, PostWithCounters> = posts.into_iter().map(|post| (post.post.id, post)).collect();
    let comments: HashMap<CommentRef, CountedComment> =
        comments.into_iter().map(|counted| (counted.comment.at, counted)).collect();
    let comment = |at: CommentRef| {
        let counted = comments.get(&at).filter(|counted| counted.comment.is_live())?.clone();
        let author = users.get(&counted.comment.author)?;
        let author = AuthorView::new(&author.profile, Some(viewer), config);
        CommentView::new(counted, Some(author), voted.contains(&at.id), Some(viewer))
    };
    let post = |id: Id| {
        let post = posts.get(&id)?.clone();
        let author = AuthorView::new(&users.get(&post.post.author)?.profile, Some(viewer), config);
        Some(PostView::new(post, author, &[], Some(viewer), now))
    };
    let views = notifications.iter().filter_map(|notification| {
        let user = UserView::new(users.get(&notification.kind.user())?.clone(), Some(viewer), config);
        let announcement = announcement(notification).and_then(|id| announcements.get(&id));
        let (post, comment) = (notification.kind.post().and_then(post), notification.kind.comment().and_then(comment));
        NotificationView::new(notification, user, announcement, post, comment)
    });
    Ok(views.collect())
}

fn announcement(notification: &Notification) -> Option<Id> {
    match notification.kind {
        NotificationKind::CustomNotification { announcement, .. } => Some(announcement),
        _ => None,
    }
}
