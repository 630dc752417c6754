//! `GET /api/v2/user/me/permission/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::PermissionView;
use shared::domain::Result;
use shared::domain::community::Permissions;
use shared::runtime::state::AppState;

/// Returns what the community mode and the status of the account allow the caller to do.
pub async fn retrieve_permission(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<PermissionView>> {
    let viewer = caller.alone().await?;
    Ok(Json(Permissions::of(viewer.auth.status, state.config.mode).into()))
}
