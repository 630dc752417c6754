//! Whether a block keeps a caller from what a user has written.

use shared::domain::{CommentRef, Error, Id, Result, UserId, Viewer};
use shared::runtime::state::AppState;
use shared::store::HiddenUsers;

/// Fails as if it did not exist if a block stands between the caller and its author.
pub async fn must_see(state: &AppState, viewer: Option<&Viewer>, hidden: &HiddenUsers, author: UserId) -> Result<()> {
    let blocked = state.store.edge_lists().blocked(hidden, viewer, &[author]).await?;
    if blocked.contains(&author) { Err(Error::not_found()) } else { Ok(()) }
}

/// The same for a post of which only the id is known. Costs nothing for a caller without blocks.
pub async fn must_see_post(state: &AppState, viewer: Option<&Viewer>, hidden: &HiddenUsers, post: Id) -> Result<()> {
    if hidden.is_unblocked() {
        return Ok(());
    }
    match state.store.posts().written(post).await? {
        Some(post) => must_see(state, viewer, hidden, post.author).await,
        None => Ok(()),
    }
}

/// The same for a comment: a block with its author, or with the author of the post, stands in the way.
pub async fn must_see_comment(
    state: &AppState,
    viewer: Option<&Viewer>,
    hidden: &HiddenUsers,
    (at, author): (CommentRef, UserId),
) -> Result<()> {
    must_see(state, viewer, hidden, author).await?;
    must_see_post(state, viewer, hidden, at.post).await
}
