//! `POST /api/v2/feed/read/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::domain::{Id, Reaction, Result};
use shared::runtime::state::AppState;

use crate::mark_seen::SEEN_MAX;

/// Marks the posts that the body names as seen by the caller. Each post that the caller had not seen gains a view.
pub async fn mark_posts_read(State(state): State<AppState>, caller: CurrentUser, input: Input) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    let mut posts = input.ids("object", SEEN_MAX)?;
    posts.sort_unstable();
    posts.dedup();
    let id = Id::generate(state.clock.now());
    let view = |post| Reaction { post, user: viewer.id(), id, author: None, reaction: Default::default() };
    state.store.reactions().mark_posts_seen(posts.into_iter().map(view).collect()).await?;
    Ok(StatusCode::NO_CONTENT)
}
