//! `GET /api/v2/media/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::dialect::community::MediaView;
use shared::domain::Result;
use shared::runtime::state::AppState;

use super::existing::must_exist;

/// Returns a media of the caller.
pub async fn retrieve_media(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<MediaView>> {
    let found = state.store.post_media().get(caller.claimed_id(), id);
    let (_, found) = caller.with(found).await?;
    Ok(Json(MediaView::new(must_exist(&state, found)?.media, 0, &state.config)))
}
