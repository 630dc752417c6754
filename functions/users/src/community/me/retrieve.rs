//! `GET /api/v2/user/me/`

use axum::Json;
use axum::extract::State;
use shared::auth::{CurrentUser, is_verified};
use shared::dialect::community::{MeView, UserView};
use shared::domain::community::Permissions;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns the caller with their permissions.
pub async fn retrieve_me(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<MeView>> {
    let (store, id) = (&state.store, caller.claimed_id());
    let reads =
        async { tokio::try_join!(store.users().get(id, None, Consistency::Strong), store.notifications().unseen(id)) };
    let (viewer, (user, unseen)) = caller.with(reads).await?;
    let user = user.ok_or_else(Error::not_found)?;
    let is_verified = is_verified(&state, &viewer, Some(&user.profile)).await?;
    let permission = Permissions::of(viewer.auth.status, state.config.mode, is_verified).into();
    let user = UserView::new(user, Some(&viewer), &state.config);
    let (unseen_interactions_counter, unseen_notification_banners_counter) = (unseen.len(), 0);
    Ok(Json(MeView { user, permission, unseen_interactions_counter, unseen_notification_banners_counter }))
}
