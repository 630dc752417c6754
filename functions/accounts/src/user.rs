//! `GET /api/users/user/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::site::CallerView;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns the caller's basic data. Front ends call it to check a stored token.
pub async fn retrieve_caller(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<CallerView>> {
    let profile = state.store.profiles().get(caller.claimed_id(), Consistency::Strong);
    let (_, profile) = caller.with(profile).await?;
    Ok(Json(CallerView::new(&profile.ok_or_else(Error::not_found)?, &state.config)))
}
