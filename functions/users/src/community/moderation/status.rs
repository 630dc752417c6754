//! `GET /api/v2/moderation/user/{id}/status/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::dialect::community::UserModerationStatusView;
use shared::domain::{Error, Result, Status};
use shared::runtime::state::AppState;

/// Returns whether a user is banned, for staff.
pub async fn retrieve_user_moderation(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<UserModerationStatusView>> {
    let (viewer, mut states) = caller.with(state.store.bans().states(&[id])).await?;
    viewer.must_be_staff()?;
    let found = states.remove(&id).filter(|(auth, _)| auth.status != Status::Deleted);
    let (auth, flags) = found.ok_or_else(Error::not_found)?;
    let ban = auth.ban_at(state.clock.now());
    Ok(Json(UserModerationStatusView::new(auth.status, flags, ban.as_ref())))
}
