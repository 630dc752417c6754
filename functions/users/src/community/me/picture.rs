//! `GET /api/v2/user/me/avatar/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::PictureView;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns the caller's picture: the primary avatar or a Gravatar.
pub async fn retrieve_picture(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<PictureView>> {
    let profile = state.store.profiles().get(caller.claimed_id(), Consistency::Strong);
    let (_, profile) = caller.with(profile).await?;
    Ok(Json(PictureView::new(&profile.ok_or_else(Error::not_found)?, &state.config)))
}
