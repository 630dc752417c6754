//! `GET /api/v2/user/{id}/counters/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::CountersView;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns a user's counters. Those of connection requests are for the user alone.
pub async fn retrieve_counters(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
) -> Result<Json<CountersView>> {
    let user = state.store.users().get(id, None, Consistency::for_viewer(caller.claimed_id(), id));
    let (viewer, user) = caller.with(user).await?;
    let own = viewer.is_some_and(|viewer| viewer.id() == id);
    Ok(Json(CountersView::new(user.ok_or_else(Error::not_found)?.counters, own)))
}
