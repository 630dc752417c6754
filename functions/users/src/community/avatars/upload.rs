//! `POST /api/v2/user/avatar/upload/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::UploadView;
use shared::domain::{Error, Id, Result};
use shared::media::Original;
use shared::runtime::state::AppState;

use crate::pictures;

/// Creates an address to which the caller can send a picture that is too large for a request. The `media` function
/// processes the file, which becomes an avatar with the id in the response.
pub async fn create_upload(
    State(state): State<AppState>,
    caller: CurrentUser,
) -> Result<(StatusCode, Json<UploadView>)> {
    let avatars = state.store.avatars().get(caller.claimed_id());
    let (viewer, avatars) = caller.with(avatars).await?;
    avatars.must_have_room().map_err(|problem| Error::field("avatar", problem))?;
    pictures::throttle(&state, viewer.id()).await?;
    let now = state.clock.now();
    let original = Original { owner: viewer.id(), id: Id::generate(now) };
    let upload = state.media.upload(original, now).await?;
    Ok((StatusCode::CREATED, Json(UploadView::new(original.id, upload.url, upload.expires))))
}
