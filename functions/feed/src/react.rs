//! `POST /api/v2/{discussion|post}/{id}/{vote|follow}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::{Id, Reaction, ReactionKind, Result};
use shared::runtime::state::AppState;

use crate::kind::OfKind;

/// Votes for a post, or takes the vote back.
pub async fn toggle_vote(state: State<AppState>, kind: OfKind, id: PathId, caller: CurrentUser) -> Result<StatusCode> {
    toggle(state, ReactionKind::Vote, kind, id, caller).await
}

/// Follows a post, or follows it no more.
pub async fn toggle_follow(
    state: State<AppState>,
    kind: OfKind,
    id: PathId,
    caller: CurrentUser,
) -> Result<StatusCode> {
    toggle(state, ReactionKind::Follow, kind, id, caller).await
}

async fn toggle(
    State(state): State<AppState>,
    what: ReactionKind,
    kind: OfKind,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async { tokio::try_join!(store.posts().get(id, false), store.reactions().get(what, id, me)) };
    let (viewer, (posted, before)) = caller.with(reads).await?;
    let author = Some(kind.find(posted)?.post.author);
    let reaction = Reaction { post: id, user: viewer.id(), id: Id::generate(state.clock.now()), author };
    store.reactions().toggle(what, &reaction, before.is_some()).await?;
    Ok(StatusCode::NO_CONTENT)
}
