//! The comments that the measured calls find.

use std::time::Duration;

use shared::domain::{Comment, CommentRef, Id, PostKind, UserId};
use shared::store::KeyClaim;
use tests::{App, Routes as _, TestUser};

/// Has users comment on a post of `staff`, and reply to each other, through the store. Returns the newest comment, which is
/// the owner's.
pub async fn discuss(app: &App, post: Id, staff: &TestUser, plain: &[TestUser], owner: &TestUser) -> Id {
    for (n, user) in (0..).zip(&plain[1..]) {
        let comment = publish(app, (post, None), n, user.id, staff.id).await;
        if n % 2 == 0 {
            publish(app, (post, Some(comment)), 0, plain[n as usize].id, user.id).await;
        }
    }
    let newest = publish(app, (post, None), plain.len() as u64 - 1, owner.id, staff.id).await;
    for (n, user) in (0..).zip(plain) {
        publish(app, (post, Some(newest)), n, user.id, owner.id).await;
        for path in [format!("/api/v2/comment/{newest}/vote/"), format!("/api/v2/post/{post}/vote/")] {
            user.post(&path).await.expect(204);
        }
    }
    app.settle().await;
    newest
}

/// Publishes comment `n` on a post, or on a comment of it.
pub async fn publish(app: &App, (post, parent): (Id, Option<Id>), n: u64, author: UserId, notified: UserId) -> Id {
    let html = "<p>The view was worth every step, and the way down was easier than it looked.</p>".to_owned();
    let at = CommentRef { post, parent, id: nth_id(app, n) };
    let kind = PostKind::Post;
    let (in_reply_to, edited, deleted, moderation, restored) = (None, None, None, None, None);
    let comment = Comment { at, kind, author, in_reply_to, notified, html, edited, deleted, moderation, restored };
    assert!(app.state.store.comments().publish(&comment, &KeyClaim::none()).await.expect("a comment"));
    at.id
}

/// The id of the row `n` of a list of several partitions, which its random bits choose: all get as many rows, so that
/// reading them costs the same each time.
pub fn nth_id(app: &App, n: u64) -> Id {
    app.state.clock.advance(Duration::from_millis(1));
    Id::at(app.state.clock.now().as_millisecond(), u16::try_from(n % 4).expect("a small number"))
}
