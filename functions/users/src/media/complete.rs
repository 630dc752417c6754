//! `POST /api/v2/media/upload/complete/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use md5::{Digest as _, Md5};
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::dialect::community::MediaView;
use shared::domain::profile::picture::ORIGINAL_PIXELS_MAX;
use shared::domain::{Error, Id, MediaContent, MediaUpload, PostMedia, Problem, Result, StoredMedia};
use shared::runtime::state::AppState;

use super::existing::must_exist;
use crate::pictures;

/// Makes a media of a picture that was uploaded in chunks.
pub async fn complete_upload(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<(StatusCode, Json<MediaView>)> {
    let sent = read(input);
    let (id, me) = (sent.as_ref().ok().map(|(id, _)| *id), caller.claimed_id());
    let found = async {
        let Some(id) = id else { return Ok((None, None)) };
        tokio::try_join!(state.store.media_uploads().get(me, id), state.store.post_media().get(me, id))
    };
    let (_, (upload, media)) = caller.with(found).await?;
    let (_, digest) = sent?;
    let media = match media {
        Some(media) => must_exist(&state, Some(media))?,
        None => complete(&state, upload, digest.as_deref()).await?,
    };
    Ok((StatusCode::CREATED, Json(MediaView::new(media.media, 0, &state.config))))
}

/// The upload, and the digest that the file must have.
fn read(input: Input) -> Result<(Id, Option<String>)> {
    let mut fields = input.fields()?;
    fields.optional("type", |text| match text {
        "" | "image" | "eimage" => Ok(()),
        _ => Err(Problem::new("invalid_choice", "Not a valid choice: take one of image, eimage.")),
    });
    let digest = fields.optional("md5", |text| match text.trim().to_ascii_lowercase() {
        text if text.is_empty() => Ok(None),
        text if text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) => Ok(Some(text)),
        _ => Err(Problem::new("invalid", "Not an MD5 digest in hexadecimal digits.")),
    });
    let id = fields.id("upload_id");
    Ok((fields.complete(id)?, digest.flatten()))
}

async fn complete(state: &AppState, upload: Option<MediaUpload>, digest: Option<&str>) -> Result<StoredMedia> {
    let (uploads, now) = (state.store.media_uploads(), state.clock.now().as_second());
    let upload = upload.filter(|upload| upload.exists_at(now)).ok_or_else(Error::not_found)?;
    let incomplete = || {
        let message = format!("{} of {} bytes have come.", upload.offset, upload.total);
        Error::field("upload_id", Problem::new("incomplete", message))
    };
    if !upload.is_complete() {
        return Err(incomplete());
    }
    let in_progress = || Error::conflict("in_progress", "Another request completes this upload.");
    if !uploads.claim(&upload, now).await? {
        return Err(in_progress());
    }
    let content = state.media.join_chunks(&upload).await?;
    let checked = match (content, digest) {
        (None, _) => Err(incomplete()),
        (Some(content), Some(digest)) if md5_of(&content) != digest => {
            Err(Error::field("md5", Problem::new("invalid", "The file that has come has another digest.")))
        }
        (Some(content), _) => {
            let made = state.media.make_for_post(content, ORIGINAL_PIXELS_MAX).await?;
            made.map_err(|problem| Error::field("image", problem))
        }
    };
    let picture = match checked {
        Ok(picture) => picture,
        Err(error) => {
            uploads.abort(&upload).await?;
            return Err(error);
        }
    };
    let MediaUpload { id, owner, .. } = upload;
    // Files of its own: another request may have completed the upload since the claim ran out, with the same picture.
    let files = Id::generate(state.clock.now());
    let image = pictures::store_for_post(state, owner, files, &picture).await?;
    let media = PostMedia { id, title: String::new(), content: MediaContent::Image(image) };
    // Unused media are kept for a day from the start of the upload.
    let media = StoredMedia::new(owner, media);
    let finished = uploads.finish(&upload, &media).await;
    let finished = finished.and_then(|finished| if finished { Ok(()) } else { Err(in_progress()) });
    pictures::discard_if_refused(state, &media.media.files(), finished).await?;
    Ok(media)
}

fn md5_of(content: &[u8]) -> String {
    Md5::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
