//! `GET /api/v2/user/{id}/settings/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::dialect::community::SettingsView;
use shared::domain::Result;
use shared::runtime::state::AppState;

use super::current::read;

/// Returns the caller's settings.
pub async fn retrieve_settings(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<SettingsView>> {
    let settings = read(&state, caller.claimed_id());
    let (viewer, (settings, profile)) = caller.with(settings).await?;
    viewer.must_be(id)?;
    Ok(Json(SettingsView::new(settings, &profile)))
}
