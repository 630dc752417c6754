//! `DELETE /api/v2/{discussion|post}/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;

use crate::kind::OfKind;

/// Deletes a post: its author may, and staff. What others did about it goes by event.
pub async fn delete_post(
    State(state): State<AppState>,
    kind: OfKind,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<StatusCode> {
    let (viewer, posted) = caller.with(state.store.posts().get(id, true)).await?;
    let post = kind.find(posted)?.post;
    viewer.must_be_self_or_staff(post.author)?;
    state.store.posts().delete(id).await?.then_some(StatusCode::NO_CONTENT).ok_or_else(Error::not_found)
}
