//! `POST /api/v2/media/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::MediaView;
use shared::dialect::{Fields, InputWithFiles, Upload};
use shared::domain::post::media;
use shared::domain::profile::picture::PIXELS_MAX;
use shared::domain::{Error, Id, MediaContent, PostMedia, Problem, Result, StoredMedia, UserId};
use shared::runtime::idempotency::{Idempotent, IdempotentResponse};
use shared::runtime::state::AppState;
use shared::store::KeyClaim;

use super::existing::must_exist;
use crate::pictures;

/// What a body asks for.
enum NewContent {
    Picture(Upload),
    Link(String),
}

/// Adds a picture or a link for a post of the caller.
pub async fn create_media(
    State(state): State<AppState>,
    caller: CurrentUser,
    Idempotent(key, input): Idempotent<InputWithFiles>,
) -> Result<IdempotentResponse<(StatusCode, Json<MediaView>)>> {
    let viewer = caller.alone().await?;
    let (title, content) = read(input.fields()?)?;
    let create = |claim| add(&state, viewer.id(), title, content, claim);
    let replay = async |id| {
        let found = state.store.post_media().get(viewer.id(), id).await?;
        Ok(created(&state, must_exist(&state, found)?))
    };
    key.once(&state, Some(&viewer), create, replay).await
}

fn read(mut fields: Fields) -> Result<(String, NewContent)> {
    let is_link = fields.optional("type", |text| match text {
        "url" => Ok(Some(true)),
        "image" | "eimage" => Ok(Some(false)),
        "" => Ok(None),
        _ => Err(Problem::new("invalid_choice", "Not a valid choice: take one of image, url.")),
    });
    let is_link = is_link.flatten().unwrap_or_else(|| fields.contains("url"));
    let title = fields.optional("title", media::title).unwrap_or_default();
    let content = if is_link {
        fields.required("url", media::link).map(NewContent::Link)
    } else if fields.contains("image") {
        fields.refuse("image", Problem::new("invalid", "This is text. Send a file."));
        None
    } else {
        if !fields.has_file("image") {
            fields.refuse("image", Problem::required());
        }
        fields.file("image").map(NewContent::Picture)
    };
    let content = fields.complete(content)?;
    Ok((title, content))
}

async fn add(
    state: &AppState,
    owner: UserId,
    title: String,
    content: NewContent,
    claim: KeyClaim,
) -> Result<(StatusCode, Json<MediaView>)> {
    pictures::throttle(state, owner).await?;
    let id = Id::generate(state.clock.now());
    let content = match content {
        NewContent::Link(url) => MediaContent::Url(url),
        NewContent::Picture(Upload { field, content }) => {
            let made = state.media.make_for_post(content, PIXELS_MAX).await?;
            let picture = made.map_err(|problem| Error::field(field, problem))?;
            MediaContent::Image(pictures::store_for_post(state, owner, id, &picture).await?)
        }
    };
    let media = StoredMedia::new(owner, PostMedia { id, title, content });
    let outcome = match state.store.post_media().create(&media, &claim).await {
        // Two ids of a user in the same millisecond.
        Ok(false) => Err(Error::conflict("in_progress", "Another request adds media at this moment. Try again.")),
        outcome => outcome,
    };
    pictures::discard_if_refused(state, &media.media.files(), outcome).await?;
    Ok(created(state, media))
}

fn created(state: &AppState, stored: StoredMedia) -> (StatusCode, Json<MediaView>) {
    (StatusCode::CREATED, Json(MediaView::new(stored.media, 0, &state.config)))
}
