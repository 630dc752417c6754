//! `GET /api/v2/user/me/permission/`

use axum::Json;
use axum::extract::State;
use shared::auth::{CurrentUser, is_verified};
use shared::dialect::community::PermissionView;
use shared::domain::Result;
use shared::domain::community::Permissions;
use shared::runtime::state::AppState;

/// Returns what the community and the status of the account allow the caller to do.
pub async fn retrieve_permission(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<PermissionView>> {
    let viewer = caller.alone().await?;
    let is_verified = is_verified(&state, &viewer, None).await?;
    Ok(Json(Permissions::of(viewer.auth.status, state.config.mode, is_verified).into()))
}
