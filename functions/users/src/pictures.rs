//! Pictures in a request body: the throttle, processing and storage.

use shared::dialect::Upload;
use shared::domain::post::media::{ImageFile, PostImage};
use shared::domain::profile::picture::{PIXELS_MAX, Shape};
use shared::domain::{Avatar, Error, ErrorKind, FileName, Id, Result, UserId};
use shared::media::{Picture, PostPicture};
use shared::runtime::state::AppState;
use shared::store::Attempts;

/// Counts a request with a picture against the user's limit, before any work on the picture.
pub async fn throttle(state: &AppState, user: UserId) -> Result<()> {
    let Some(limits) = state.config.limits else { return Ok(()) };
    state.store.throttles().count_attempt(&Attempts::uploads_of(user), limits.uploads, state.clock.now()).await
}

/// Decodes, crops and re-encodes an upload. A bad picture is an error on its field.
pub async fn process(state: &AppState, shape: Shape, upload: Upload) -> Result<Picture> {
    let Upload { field, content } = upload;
    state.media.make(shape, content, PIXELS_MAX).await?.map_err(|problem| Error::field(field, problem))
}

/// Stores a picture under a new id.
pub async fn store(state: &AppState, owner: UserId, picture: &Picture) -> Result<Avatar> {
    let id = Id::generate(state.clock.now());
    Ok(Avatar { id, file: state.media.keep(owner, id, picture).await? })
}

/// Stores the pictures of a post under the id of an upload.
pub async fn store_for_post(state: &AppState, owner: UserId, id: Id, picture: &PostPicture) -> Result<PostImage> {
    let keep = async |picture: &Picture| -> Result<ImageFile> {
        let (width, height) = picture.size();
        Ok(ImageFile { file: state.media.keep(owner, id, picture).await?, width, height })
    };
    let (image, thumbnail) = tokio::try_join!(keep(&picture.image), keep(&picture.thumbnail))?;
    Ok(PostImage { image, thumbnail, color: picture.color.clone() })
}

/// Removes the stored files if the change that refers to them was refused. If its outcome is unknown the files stay,
/// since the profile may refer to them; they are removed with their owner.
pub async fn discard_if_refused<T>(state: &AppState, files: &[FileName], outcome: Result<T>) -> Result<T> {
    let refused = |error: &Error| matches!(error.kind, ErrorKind::Invalid | ErrorKind::Conflict | ErrorKind::NotFound);
    if outcome.as_ref().err().is_some_and(refused)
        && let Err(error) = state.media.remove(files).await
    {
        tracing::warn!(%error, "files of a refused change were not removed");
    }
    outcome
}
