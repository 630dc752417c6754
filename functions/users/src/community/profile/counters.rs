//! `GET /api/v2/user/{id}/counters/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::CountersView;
use shared::domain::{Error, Result, SocialAction};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns a user's counters. Those of connection requests are for the user alone.
pub async fn retrieve_counters(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
) -> Result<Json<CountersView>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let user = store.users().get(id, None, Consistency::for_viewer(me, id));
    let reads = async { tokio::try_join!(user, store.blocks().between(me, id)) };
    let (viewer, (user, block)) = caller.with(reads).await?;
    SocialAction::ViewUser.must_pass(block, viewer.as_ref())?;
    let own = viewer.is_some_and(|viewer| viewer.id() == id);
    Ok(Json(CountersView::new(user.ok_or_else(Error::not_found)?.counters, own)))
}
