//! `POST /api/v2/user/avatar/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::InputWithFiles;
use shared::dialect::community::AvatarView;
use shared::domain::profile::picture::Shape;
use shared::domain::{Avatars, Error, Problem, Result};
use shared::runtime::state::AppState;

use crate::pictures;

/// Adds an avatar to the caller's collection. The first one becomes the primary.
pub async fn create_avatar(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: InputWithFiles,
) -> Result<(StatusCode, Json<AvatarView>)> {
    let avatars = state.store.avatars().get(caller.claimed_id());
    let (viewer, avatars) = caller.with(avatars).await?;
    let mut fields = input.fields()?;
    let upload = fields.avatar();
    if upload.is_none() && fields.text("avatar").is_some_and(|text| !text.is_empty()) {
        return Err(Error::field("avatar", Problem::new("invalid", "This is text. Send a file.")));
    }
    let upload = fields.complete(Some(upload))?.ok_or_else(|| Error::field("avatar", Problem::required()))?;
    let field = upload.field;
    let refused = move |problem| Error::field(field, problem);
    // Checked before the expensive work; the write checks again.
    avatars.must_have_room().map_err(refused)?;
    pictures::throttle(&state, viewer.id()).await?;
    let picture = pictures::process(&state, Shape::Avatar, upload).await?;
    let avatar = pictures::store(&state, viewer.id(), &picture).await?;
    let new = avatar.clone();
    let add = move |avatars: &mut Avatars| avatars.add(new.clone()).map_err(refused);
    let added = state.store.avatars().change(viewer.id(), avatars, add).await;
    let avatars = pictures::discard_if_refused(&state, std::slice::from_ref(&avatar.file), added).await?;
    Ok((StatusCode::CREATED, Json(AvatarView::new(viewer.id(), &avatar, &avatars, &state.config))))
}
