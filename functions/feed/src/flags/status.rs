//! `GET /api/v2/{discussion|post|comment}/{id}/flag/status/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::dialect::community::FlagStatusView;
use shared::domain::{CommentRef, Error, FlagTarget, Result};
use shared::runtime::state::AppState;

use crate::path_kind::PathKind;

/// Returns the caller's flag of a post.
pub async fn post_flag_status(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<FlagStatusView>> {
    let store = &state.store;
    let own = store.flags().get(FlagTarget::Post(id), caller.claimed_id());
    let (_, (found, own)) = caller.with(async { tokio::try_join!(store.posts().get(id, false), own) }).await?;
    kind.must_match(found)?;
    Ok(Json(own.into()))
}

/// Returns the caller's flag of a comment.
pub async fn comment_flag_status(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<FlagStatusView>> {
    let store = &state.store;
    // The id alone leads to the flags of a comment, whatever its post is.
    let target = FlagTarget::Comment(CommentRef::top(id, id));
    let own = store.flags().get(target, caller.claimed_id());
    let (_, (place, own)) = caller.with(async { tokio::try_join!(store.comments().place(id), own) }).await?;
    place.ok_or_else(Error::not_found)?;
    Ok(Json(own.into()))
}
