//! `POST /api/v2/media/upload/chunk/`

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_RANGE;
use shared::auth::CurrentUser;
use shared::dialect::InputWithFiles;
use shared::dialect::community::MediaUploadView;
use shared::domain::post::media_upload::ChunkRange;
use shared::domain::{Error, Id, MediaUpload, Problem, Result, UserId};
use shared::media::Chunk;
use shared::runtime::state::AppState;

use crate::pictures;

/// A chunk in a request.
struct SentChunk {
    /// The upload that it continues; `None` for the first chunk.
    upload: Option<Id>,
    range: ChunkRange,
    content: Bytes,
}

/// Stores a chunk of a picture. The first one begins an upload.
pub async fn upload_chunk(
    State(state): State<AppState>,
    caller: CurrentUser,
    headers: HeaderMap,
    input: InputWithFiles,
) -> Result<Json<MediaUploadView>> {
    let sent = read(&headers, input);
    let (id, me) = (sent.as_ref().ok().and_then(|sent| sent.upload), caller.claimed_id());
    let found = async {
        match id {
            Some(id) => state.store.media_uploads().get(me, id).await,
            None => Ok(None),
        }
    };
    let (viewer, found) = caller.with(found).await?;
    let SentChunk { upload, range, content } = sent?;
    range.check(content.len())?;
    let now = state.clock.now().as_second();
    let upload = match upload {
        None => begin(&state, viewer.id(), range, content).await?,
        Some(_) => {
            let before = found.filter(|upload| upload.exists_at(now)).ok_or_else(Error::not_found)?;
            append(&state, before, range, content).await?
        }
    };
    Ok(Json(MediaUploadView::new(&upload)))
}

fn read(headers: &HeaderMap, input: InputWithFiles) -> Result<SentChunk> {
    let mut fields = input.fields()?;
    let upload = fields.optional_id("upload_id");
    if !fields.has_file("image") {
        fields.refuse("image", Problem::required());
    }
    let file = fields.file("image");
    let content = fields.complete(file)?.content;
    let range = match headers.get(CONTENT_RANGE) {
        Some(header) => header.to_str().ok().and_then(ChunkRange::parse),
        None => ChunkRange::whole(content.len()),
    };
    let wrong = || Error::invalid("invalid_content_range", "Content-Range is not of the form bytes 0-204799/1000000.");
    Ok(SentChunk { upload, range: range.ok_or_else(wrong)?, content })
}

async fn begin(state: &AppState, owner: UserId, range: ChunkRange, content: Bytes) -> Result<MediaUpload> {
    if range.start > 0 {
        return Err(Error::field("upload_id", Problem::required()));
    }
    pictures::throttle(state, owner).await?;
    let upload = MediaUpload::begin(owner, Id::generate(state.clock.now()), range);
    state.media.keep_chunk(Chunk { owner, upload: upload.id, start: 0 }, content).await?;
    if state.store.media_uploads().begin(&upload).await? {
        Ok(upload)
    } else {
        Err(Error::conflict("in_progress", "Another request begins an upload at this moment. Try again."))
    }
}

async fn append(state: &AppState, before: MediaUpload, range: ChunkRange, content: Bytes) -> Result<MediaUpload> {
    if before.has(range) {
        return Ok(before);
    }
    before.must_continue_with(range)?;
    state.media.keep_chunk(Chunk { owner: before.owner, upload: before.id, start: range.start }, content).await?;
    let appended = state.store.media_uploads().append(&before, range).await?;
    appended.ok_or_else(|| Error::changed_meanwhile("upload"))
}
