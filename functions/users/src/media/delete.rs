//! `DELETE /api/v2/media/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::Result;
use shared::runtime::state::AppState;

use super::existing::must_exist;

/// Deletes a media of the caller that is in no post. `fanout` removes the files.
pub async fn delete_media(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let found = state.store.post_media().get(caller.claimed_id(), id);
    let (_, found) = caller.with(found).await?;
    let media = must_exist(&state, found)?;
    media.must_be_unused()?;
    state.store.post_media().delete(&media).await?;
    Ok(StatusCode::NO_CONTENT)
}
