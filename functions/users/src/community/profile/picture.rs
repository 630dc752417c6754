//! `GET /api/v2/avatar/{id}/`

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderName, StatusCode};
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::picture_of;
use shared::domain::{Error, Result, SocialAction};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Redirects to a user's picture.
pub async fn show_picture(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
) -> Result<(StatusCode, [(HeaderName, String); 2])> {
    let (store, me) = (&state.store, caller.claimed_id());
    let profile = store.profiles().get(id, Consistency::for_viewer(me, id));
    let reads = async { tokio::try_join!(profile, store.blocks().between(me, id)) };
    let (viewer, (profile, block)) = caller.with(reads).await?;
    SocialAction::ViewUser.must_pass(block, viewer.as_ref())?;
    let profile = profile.filter(|profile| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    let url = picture_of(&profile, viewer.as_ref(), &state.config);
    Ok((StatusCode::FOUND, [(LOCATION, url), (CACHE_CONTROL, "no-cache".to_owned())]))
}
