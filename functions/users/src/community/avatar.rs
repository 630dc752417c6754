//! `GET /api/v2/user/me/avatar/`; `GET`, `POST`, `PATCH`, `DELETE /api/v2/user/avatar/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::{AvatarView, ListView, PictureView};
use shared::dialect::{Input, InputWithFiles, PageLinks, Params};
use shared::domain::cursor::OffsetRequest;
use shared::domain::profile::picture::Shape;
use shared::domain::{Avatars, Error, Id, Problem, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::pictures;

/// The caller's picture.
pub async fn retrieve_picture(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<PictureView>> {
    let profile = state.store.profiles().get(caller.claimed_id(), Consistency::Strong);
    let (_, profile) = caller.with(profile).await?;
    Ok(Json(PictureView::new(&profile.ok_or_else(Error::not_found)?, &state.config)))
}

/// The caller's avatars, newest first.
pub async fn list_avatars(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<AvatarView>>> {
    let me = caller.claimed_id();
    let (_, avatars) = caller.with(state.store.avatars().get(me)).await?;
    let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
    let all = avatars.clone().newest_first();
    let (next, previous) = links.around(request, all.len());
    let page = all.iter().skip(request.offset).take(request.limit);
    Ok(Json(ListView {
        count: all.len() as u64,
        next,
        previous,
        results: page.map(|avatar| AvatarView::new(me, avatar, &avatars, &state.config)).collect(),
    }))
}

/// Takes a picture in; the first becomes the primary.
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
        return Err(Error::field("avatar", Problem::new("invalid", "This is a text and no file.")));
    }
    let upload = fields.complete(Some(upload))?.ok_or_else(|| Error::field("avatar", Problem::required()))?;
    let field = upload.field;
    let refused = move |problem| Error::field(field, problem);
    // Before the work; and again with the write.
    avatars.must_have_room().map_err(refused)?;
    pictures::admit(&state, viewer.id()).await?;
    let picture = pictures::make(&state, Shape::Avatar, upload).await?;
    let avatar = pictures::keep(&state, viewer.id(), &picture).await?;
    let new = avatar.clone();
    let add = move |avatars: &mut Avatars| avatars.add(new.clone()).map_err(refused);
    let added = state.store.avatars().change(viewer.id(), avatars, add).await;
    let avatars = pictures::end(&state, std::slice::from_ref(&avatar.file), added).await?;
    Ok((StatusCode::CREATED, Json(AvatarView::new(viewer.id(), &avatar, &avatars, &state.config))))
}

/// Makes an avatar the primary.
pub async fn make_primary(State(state): State<AppState>, caller: CurrentUser, input: Input) -> Result<StatusCode> {
    change(&state, caller, input, Avatars::make_primary).await
}

/// Deletes an avatar; its file goes by event. After the primary the newest of the others is the primary.
pub async fn delete_avatar(State(state): State<AppState>, caller: CurrentUser, input: Input) -> Result<StatusCode> {
    change(&state, caller, input, Avatars::remove).await
}

/// Changes the caller's avatar that the body names; of anybody else's there is none.
async fn change(
    state: &AppState,
    caller: CurrentUser,
    input: Input,
    change: fn(&mut Avatars, Id) -> Result<()>,
) -> Result<StatusCode> {
    let avatars = state.store.avatars().get(caller.claimed_id());
    let (viewer, avatars) = caller.with(avatars).await?;
    let mut fields = input.fields()?;
    let id = fields.id("avatar_id");
    let id = fields.complete(id)?;
    state.store.avatars().change(viewer.id(), avatars, |avatars| change(avatars, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
