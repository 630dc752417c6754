//! `GET /api/v2/user/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::UserView;
use shared::domain::{Error, Result, SocialAction};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns a user, as the caller may see them.
pub async fn retrieve_user(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
) -> Result<Json<UserView>> {
    let me = caller.claimed_id();
    let user = state.store.users().get(id, me, Consistency::for_viewer(me, id));
    let (viewer, user) = caller.with(user).await?;
    let user = user.ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(user.relation.block, viewer.as_ref())?;
    Ok(Json(UserView::new(user, viewer.as_ref(), &state.config)))
}
