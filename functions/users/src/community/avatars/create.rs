//! `POST /api/v2/user/avatar/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::AvatarView;
use shared::dialect::{InputWithFiles, Upload};
use shared::domain::profile::picture::Shape;
use shared::domain::{Avatar, Avatars, Error, Problem, Result, UserId};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::state::AppState;
use shared::store::KeyClaim;

use super::change::of_ended_token;
use crate::pictures;

/// Adds an avatar to the caller's collection. The first one becomes the primary.
pub async fn create_avatar(
    State(state): State<AppState>,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<InputWithFiles>,
) -> Result<IdempotentResponse<(StatusCode, Json<AvatarView>)>> {
    let avatars = state.store.avatars().get(caller.claimed_id());
    let (viewer, avatars) = caller.with(avatars).await?;
    let mut fields = input.fields()?;
    let upload = fields.avatar();
    if upload.is_none() && fields.text("avatar").is_some_and(|text| !text.is_empty()) {
        return Err(Error::field("avatar", Problem::new("invalid", "This is text. Send a file.")));
    }
    let upload = fields.complete(Some(upload))?.ok_or_else(|| Error::field("avatar", Problem::required()))?;
    let create = |claim| add(&state, viewer.id(), avatars, upload, claim);
    let replay = async |id| {
        let avatars = state.store.avatars().get(viewer.id()).await?;
        created(&state, viewer.id(), avatars.get(id).ok_or_else(Error::not_found)?, &avatars)
    };
    key.once(&state, Some(&viewer), create, replay).await
}

async fn add(
    state: &AppState,
    user: UserId,
    avatars: Avatars,
    upload: Upload,
    claim: KeyClaim,
) -> Result<(StatusCode, Json<AvatarView>)> {
    let field = upload.field;
    let refused = move |problem| Error::field(field, problem);
    // Checked before the expensive work; the write checks again.
    avatars.must_have_room().map_err(refused)?;
    pictures::throttle(state, user).await?;
    let picture = pictures::process(state, Shape::Avatar, upload).await?;
    let avatar = pictures::store(state, user, &picture).await?;
    let new = avatar.clone();
    let add = move |avatars: &mut Avatars| avatars.add(new.clone()).map_err(refused);
    let added = state.store.avatars().change_once(user, avatars, add, (&claim, avatar.id)).await;
    let added = added.map_err(of_ended_token);
    let avatars = pictures::discard_if_refused(state, std::slice::from_ref(&avatar.file), added).await?;
    created(state, user, &avatar, &avatars)
}

fn created(
    state: &AppState,
    user: UserId,
    avatar: &Avatar,
    avatars: &Avatars,
) -> Result<(StatusCode, Json<AvatarView>)> {
    Ok((StatusCode::CREATED, Json(AvatarView::new(user, avatar, avatars, &state.config))))
}
