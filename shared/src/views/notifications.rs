//! Notifications.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::dialect::community::{
    AuthorView, CommentView, NotificationView, PostView, ResultView, SubjectView, UserView,
};
use crate::domain::notification::NotificationKind;
use crate::domain::post::mention::{name_in, named};
use crate::domain::{CommentRef, CountedComment, Id, Notification, PostWithCounters, Result, UserId, Viewer};
use crate::runtime::config::Config;
use crate::store::{Consistency, Store};
use crate::views::mentions::names_in;

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
    let views = read(store, config, viewer, notifications, (now, false)).await?;
    Ok(views.into_iter().map(|(view, _)| view).collect())
}

/// The same as results, each of which has the contribution that its notifications are about. Notifications of comments on a
/// post or comment that no longer exists are left out too.
pub async fn notification_results(
    store: &Store,
    config: &Config,
    viewer: &Viewer,
    notifications: &[Notification],
    now: Timestamp,
) -> Result<Vec<ResultView>> {
    Ok(ResultView::group(read(store, config, viewer, notifications, (now, true)).await?))
}

/// Reads what notifications need, and if it is for a list, also the viewer's posts and comments that others have commented
/// on.
async fn read(
    store: &Store,
    config: &Config,
    viewer: &Viewer,
    notifications: &[Notification],
    (now, is_list): (Timestamp, bool),
) -> Result<Vec<(NotificationView, Option<SubjectView>)>> {
    let commented = |kind| Some(commented(kind)).filter(|_| is_list).unwrap_or_default();
    let kinds = || notifications.iter().map(|notification| notification.kind);
    let posts: Vec<Id> = kinds().flat_map(|kind| kind.post().into_iter().chain(commented(kind).0)).collect();
    let comments: Vec<CommentRef> =
        kinds().flat_map(|kind| kind.comment().into_iter().chain(commented(kind).1)).collect();
    let on_own = notifications.iter().filter(|notification| {
        use NotificationKind::{Comment, CommentVote, Follow, NestedComment, VoteUp};
        match notification.kind {
            VoteUp { .. } | Follow { .. } | CommentVote { .. } => true,
            Comment { .. } | NestedComment { .. } => is_list,
            _ => false,
        }
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
    let texts = posts.values().map(|post| post.post.content.html.as_str());
    let texts = texts.chain(comments.values().map(|counted| counted.comment.html.as_str()));
    let unknown = HashMap::new();
    let names = names_in(store, texts, &unknown);
    let found: Vec<Id> = posts.keys().copied().filter(|_| is_list).collect();
    let (names, own) = tokio::try_join!(names, store.reactions().own(viewer.id(), &found))?;
    let with_own = |id: Id, post: PostView| post.with_own(own.get(&id).copied().unwrap_or_default());
    let comment_or_blank = |at: CommentRef| {
        let mut counted = comments.get(&at)?.clone();
        counted.comment.html = named(&counted.comment.html, &names);
        let author = users.get(&counted.comment.author);
        let author = author.map(|author| AuthorView::new(&author.profile, Some(viewer), config));
        CommentView::new(counted, author, voted.get(&at.id).copied(), Some(viewer))
    };
    let comment = |at: CommentRef| {
        let is_live = comments.get(&at).is_some_and(|counted| counted.comment.is_live());
        if is_live { comment_or_blank(at) } else { None }
    };
    let post = |id: Id| {
        let mut post = posts.get(&id)?.clone();
        name_in(&mut post.post, &names);
        let author = AuthorView::new(&users.get(&post.post.author)?.profile, Some(viewer), config);
        Some(PostView::new(post, author, &[], Some(viewer), now, config))
    };
    let views = notifications.iter().filter_map(|notification| {
        let kind = notification.kind;
        let user = UserView::new(users.get(&kind.user())?.clone(), Some(viewer), config);
        let announcement = announcement(notification).and_then(|id| announcements.get(&id));
        let contribution = match commented(kind) {
            (Some(id), _) => Some(SubjectView::of_post(with_own(id, post(id)?))),
            (None, Some(at)) => Some(SubjectView::of_comment(comment_or_blank(at)?)),
            (None, None) if is_list => {
                let of_comment = kind.comment().and_then(comment).map(SubjectView::of_comment);
                of_comment.or_else(|| kind.post().and_then(|id| Some(SubjectView::of_post(with_own(id, post(id)?)))))
            }
            (None, None) => None,
        };
        let (post, comment) = (kind.post().and_then(post), kind.comment().and_then(comment));
        Some((NotificationView::new(notification, user, announcement, post, comment)?, contribution))
    });
    Ok(views.collect())
}

/// The post or the comment that another user has commented on.
fn commented(kind: NotificationKind) -> (Option<Id>, Option<CommentRef>) {
    match kind {
        NotificationKind::Comment { post, .. } => (Some(post), None),
        NotificationKind::NestedComment { post, parent, .. } => (None, Some(CommentRef::top(post, parent))),
        _ => (None, None),
    }
}

fn announcement(notification: &Notification) -> Option<Id> {
    match notification.kind {
        NotificationKind::CustomNotification { announcement, .. } => Some(announcement),
        _ => None,
    }
}
