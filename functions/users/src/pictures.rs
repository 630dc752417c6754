//! Pictures that a request brings.

use shared::dialect::Upload;
use shared::domain::profile::picture::Shape;
use shared::domain::{Avatar, Error, ErrorKind, FileName, Id, Result, UserId};
use shared::media::Picture;
use shared::runtime::state::AppState;
use shared::store::Attempts;

/// Counts a request that brings pictures, before there is any work with them.
pub async fn admit(state: &AppState, user: UserId) -> Result<()> {
    let Some(limits) = state.config.limits else { return Ok(()) };
    state.store.throttles().count_attempt(&Attempts::uploads_of(user), limits.uploads, state.clock.now()).await
}

/// The picture that an upload is made into; what is wrong with it is an error on its field.
pub async fn make(state: &AppState, shape: Shape, upload: Upload) -> Result<Picture> {
    let Upload { field, content } = upload;
    state.media.make(shape, content).await?.map_err(|problem| Error::field(field, problem))
}

/// Keeps a picture under an id of its own.
pub async fn keep(state: &AppState, owner: UserId, picture: &Picture) -> Result<Avatar> {
    let id = Id::generate(state.clock.now());
    Ok(Avatar { id, file: state.media.keep(owner, id, picture).await? })
}

/// Ends a change that put files there: where it was refused, they go again. Where it is not known how it ended they
/// stay, for they may be shown; they go with their owner.
pub async fn end<T>(state: &AppState, files: &[FileName], outcome: Result<T>) -> Result<T> {
    let refused = |error: &Error| matches!(error.kind, ErrorKind::Invalid | ErrorKind::Conflict | ErrorKind::NotFound);
    if outcome.as_ref().err().is_some_and(refused)
        && let Err(error) = state.media.remove(files).await
    {
        tracing::warn!(%error, "files of a refused change were not removed");
    }
    outcome
}
