//! `DELETE /api/v2/device/web/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathText;
use shared::domain::device::DeviceId;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;

/// Removes a device of the caller.
pub async fn remove_device(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathText(id): PathText,
) -> Result<StatusCode> {
    let viewer = caller.alone().await?;
    let id = DeviceId::new(id);
    if !id.is_valid() {
        return Err(Error::not_found());
    }
    state.store.devices().remove(viewer.id(), &[id]).await?;
    Ok(StatusCode::NO_CONTENT)
}
