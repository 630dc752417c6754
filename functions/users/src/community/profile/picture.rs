//! `GET /api/v2/avatar/{id}/`

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderName, StatusCode};
use shared::auth::MaybeUser;
use shared::dialect::PathId;
use shared::dialect::community::picture_of;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Redirects to a user's picture.
pub async fn show_picture(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
) -> Result<(StatusCode, [(HeaderName, String); 2])> {
    let profile = state.store.profiles().get(id, Consistency::for_viewer(caller.claimed_id(), id));
    let (viewer, profile) = caller.with(profile).await?;
    let profile = profile.filter(|profile| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    let url = picture_of(&profile, viewer.as_ref(), &state.config);
    Ok((StatusCode::FOUND, [(LOCATION, url), (CACHE_CONTROL, "no-cache".to_owned())]))
}
