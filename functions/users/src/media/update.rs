//! `PUT /api/v2/media/{id}/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::MediaView;
use shared::dialect::{InputWithFiles, PathId};
use shared::domain::post::media;
use shared::domain::profile::picture::PIXELS_MAX;
use shared::domain::{Error, FileName, Id, MediaContent, Problem, Result};
use shared::runtime::state::AppState;

use super::existing::must_exist;
use crate::pictures;

/// Changes a media of the caller that is in no post. `fanout` removes the files of a replaced picture.
pub async fn update_media(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: InputWithFiles,
) -> Result<Json<MediaView>> {
    let found = state.store.post_media().get(caller.claimed_id(), id);
    let (viewer, found) = caller.with(found).await?;
    let before = must_exist(&state, found)?;
    before.must_be_unused()?;
    let mut fields = input.fields()?;
    let mut after = before.media.clone();
    fields.change("title", &mut after.title, media::title);
    let mut upload = None;
    match &mut after.content {
        MediaContent::Url(url) => fields.change("url", url, media::link),
        MediaContent::Image(image) => {
            // The URL that was returned changes nothing.
            let is_other = |text: &str| !text.is_empty() && text != state.config.picture_url(&image.image.file);
            if fields.text("image").is_some_and(is_other) {
                fields.refuse("image", Problem::new("invalid", "This is text. Send a file."));
            }
            upload = fields.file("image");
        }
    }
    let upload = fields.complete(Some(upload))?;
    let mut files: Vec<FileName> = Vec::new();
    if let Some(upload) = upload {
        pictures::throttle(&state, viewer.id()).await?;
        let made = state.media.make_for_post(upload.content, PIXELS_MAX).await?;
        let picture = made.map_err(|problem| Error::field(upload.field, problem))?;
        let image = pictures::store_for_post(&state, viewer.id(), Id::generate(state.clock.now()), &picture).await?;
        after.content = MediaContent::Image(image);
        files = after.files();
    }
    if after == before.media {
        return Ok(Json(MediaView::new(after, 0, &state.config)));
    }
    let changed = state.store.post_media().change(&before, after).await;
    let changed = pictures::discard_if_refused(&state, &files, changed).await?;
    Ok(Json(MediaView::new(changed.media, 0, &state.config)))
}
