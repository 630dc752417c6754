//! `POST /api/v2/user/avatar/upload/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::dialect::community::UploadView;
use shared::domain::profile::picture::ORIGINAL_MAX;
use shared::domain::{Error, Id, Result, UserId};
use shared::media::Original;
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::state::AppState;
use shared::store::KeyClaim;

use crate::pictures;

/// Creates an address to which the caller can send a picture of `size` bytes that is too large for a request. The `media`
/// function processes the file, which becomes an avatar with the id in the response.
pub async fn create_upload(
    State(state): State<AppState>,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<Input>,
) -> Result<IdempotentResponse<(StatusCode, Json<UploadView>)>> {
    let avatars = state.store.avatars().get(caller.claimed_id());
    let (viewer, avatars) = caller.with(avatars).await?;
    let mut fields = input.fields()?;
    let size = fields.integer("size", 1..=ORIGINAL_MAX as u32);
    let size = fields.complete(size)?;
    let create = async |claim: KeyClaim| {
        avatars.must_have_room().map_err(|problem| Error::field("avatar", problem))?;
        pictures::throttle(&state, viewer.id()).await?;
        let id = Id::generate(state.clock.now());
        state.store.idempotency_keys().complete(&claim, id).await?;
        sign(&state, viewer.id(), id, size).await
    };
    // The address is a secret and is not stored: it is signed again.
    key.once(&state, Some(&viewer), create, |id| sign(&state, viewer.id(), id, size)).await
}

async fn sign(state: &AppState, owner: UserId, id: Id, size: u32) -> Result<(StatusCode, Json<UploadView>)> {
    let upload = state.media.upload(Original { owner, id }, size.into(), state.clock.now()).await?;
    Ok((StatusCode::CREATED, Json(UploadView::new(id, upload.url, upload.expires))))
}
