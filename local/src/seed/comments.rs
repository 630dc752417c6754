//! What sample users say about posts.

use jiff::Timestamp;
use rand::RngExt as _;
use rand::rngs::SmallRng;
use shared::domain::post::comment;
use shared::domain::{Comment, CommentRef, Error, Post, Result, UserId};
use shared::store::{KeyClaim, Store};

use super::chance::{Aspect, id_between, pick, rng};
use super::posts;
use super::sample_user::{SampleUser, SampleUsers};
use super::texts::{COMMENT_TEXTS, REPLY_TEXTS};

/// Has a user comment on some posts of earlier users, who answer some of the comments.
pub async fn comment(store: &Store, users: &SampleUsers, user: SampleUser) -> Result<()> {
    let rng = &mut rng(Aspect::Comments, user.n);
    for _ in 0..rng.random_range(0..3) {
        let Some(post) = posts::of_earlier_user(rng, users, user)? else { continue };
        let seeded = user.seeded;
        let since = post.id.created().max(user.id.created());
        let text = pick(rng, &COMMENT_TEXTS);
        let comment = write(store, rng, (&post, None), (user.id, post.author), text, (since, seeded)).await?;
        if rng.random_bool(0.4) {
            let text = pick(rng, &REPLY_TEXTS);
            let above = (&post, Some(&comment));
            write(store, rng, above, (post.author, user.id), text, (comment.at.id.created(), seeded)).await?;
        }
    }
    Ok(())
}

/// Writes a comment of an author on a post, or below another comment, between two times. One that exists stays as it is.
async fn write(
    store: &Store,
    rng: &mut SmallRng,
    (post, parent): (&Post, Option<&Comment>),
    (author, notified): (UserId, UserId),
    text: &str,
    (since, until): (Timestamp, Timestamp),
) -> Result<Comment> {
    let parent = parent.map(|parent| parent.at.id);
    let at = CommentRef { post: post.id, parent, id: id_between(rng, since, until) };
    let html = comment::clean(text).map_err(|problem| Error::field("text", problem))?;
    let (kind, in_reply_to, edited, deleted, moderation, restored) = (post.kind, None, None, None, None, None);
    let comment = Comment { at, kind, author, in_reply_to, notified, html, edited, deleted, moderation, restored };
    store.comments().publish(&comment, &KeyClaim::none()).await?;
    Ok(comment)
}
