//! Comments of the community that each measured call finds.

use std::time::Duration;

use shared::domain::{Comment, CommentRef, Id, PostKind};
use shared::store::KeyClaim;
use tests::{App, Routes as _, TestUser};

/// Has users comment on a post of `staff`, and reply to each other, through the store. Returns the newest comment, which is
/// the owner's.
pub async fn discuss(app: &App, post: Id, staff: &TestUser, plain: &[TestUser], owner: &TestUser) -> Id {
    let publish = async |author: &TestUser, parent: Option<Id>, notified: &TestUser| {
        app.state.clock.advance(Duration::from_millis(1));
        let html = "<p>The view was worth every step, and the way down was easier than it looked.</p>".to_owned();
        let at = CommentRef { post, parent, id: Id::generate(app.state.clock.now()) };
        let (kind, author, notified) = (PostKind::Post, author.id, notified.id);
        let (in_reply_to, edited, deleted, moderation) = (None, None, None, None);
        let comment = Comment { at, kind, author, in_reply_to, notified, html, edited, deleted, moderation };
        assert!(app.state.store.comments().publish(&comment, &KeyClaim::none()).await.expect("a comment"));
        at.id
    };
    for (n, user) in plain[1..].iter().enumerate() {
        let comment = publish(user, None, staff).await;
        if n % 2 == 0 {
            publish(&plain[n], Some(comment), user).await;
        }
    }
    let newest = publish(owner, None, staff).await;
    for user in plain {
        publish(user, Some(newest), owner).await;
        for path in [format!("/api/v2/comment/{newest}/vote/"), format!("/api/v2/post/{post}/vote/")] {
            user.post(&path).await.expect(204);
        }
    }
    app.settle().await;
    newest
}
