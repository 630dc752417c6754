//! `DELETE /api/v2/user/{id}/followers/{follower}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathIdAndText;
use shared::domain::{Error, Result, UserId};
use shared::runtime::state::AppState;

/// Removes a follower of the caller, who can follow again.
pub async fn remove_follower(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathIdAndText(id, follower): PathIdAndText,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    viewer.must_be(id)?;
    state.config.mode.require_follows()?;
    let follower = UserId::parse(&follower).ok_or_else(Error::not_found)?;
    let removed = state.store.follows().remove(follower, id).await?;
    removed.then_some(StatusCode::NO_CONTENT).ok_or_else(Error::not_found)
}
