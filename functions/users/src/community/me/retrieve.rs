//! `GET /api/v2/user/me/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{MeView, UserView};
use shared::domain::community::Permissions;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns the caller with their permissions.
pub async fn retrieve_me(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<MeView>> {
    let user = state.store.users().get(caller.claimed_id(), None, Consistency::Strong);
    let (viewer, user) = caller.with(user).await?;
    let permission = Permissions::of(viewer.auth.status, state.config.mode).into();
    let user = UserView::new(user.ok_or_else(Error::not_found)?, Some(&viewer), &state.config);
    Ok(Json(MeView { user, permission }))
}
