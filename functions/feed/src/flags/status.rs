//! `GET /api/v2/{discussion|post|comment}/{id}/flag/status/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::dialect::community::FlagStatusView;
use shared::domain::{CommentRef, Error, FlagTarget, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::blocked_authors::{must_see, must_see_comment};
use crate::path_kind::PathKind;

/// Returns the caller's flag of a post.
pub async fn post_flag_status(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<FlagStatusView>> {
    let store = &state.store;
    let me = caller.claimed_id();
    let own = store.flags().get(FlagTarget::Post(id), me);
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.posts().get(id, false), own, hidden) };
    let (viewer, (found, own, hidden)) = caller.with(reads).await?;
    must_see(&state, Some(&viewer), &hidden, kind.must_match(found)?.post.author).await?;
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
    let me = caller.claimed_id();
    let own = store.flags().get(target, me);
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.comments().place(id), own, hidden) };
    let (viewer, (place, own, hidden)) = caller.with(reads).await?;
    let place = place.ok_or_else(Error::not_found)?;
    must_see_comment(&state, Some(&viewer), &hidden, (place.at, place.author)).await?;
    Ok(Json(own.into()))
}
