//! `POST /api/v2/{discussion|post}/{id}/{vote|follow}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::{Id, Reaction, ReactionKind, Result};
use shared::runtime::state::AppState;

use crate::path_kind::PathKind;

/// Votes for a post, or takes the vote back.
pub async fn toggle_vote(
    state: State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    id: PathId,
) -> Result<StatusCode> {
    toggle(state, ReactionKind::Vote, kind, caller, id).await
}

/// Follows a post, or unfollows it.
pub async fn toggle_follow(
    state: State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    id: PathId,
) -> Result<StatusCode> {
    toggle(state, ReactionKind::Follow, kind, caller, id).await
}

async fn toggle(
    State(state): State<AppState>,
    reaction_kind: ReactionKind,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async { tokio::try_join!(store.posts().get(id, false), store.reactions().get(reaction_kind, id, me)) };
    let (viewer, (found, before)) = caller.with(reads).await?;
    let author = Some(kind.must_match(found)?.post.author);
    let reaction = Reaction { post: id, user: viewer.id(), id: Id::generate(state.clock.now()), author };
    store.reactions().toggle(reaction_kind, &reaction, before.is_some()).await?;
    Ok(StatusCode::NO_CONTENT)
}
