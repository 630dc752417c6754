//! `POST /api/v2/{discussion|post}/{id}/poll/vote/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::{Error, Id, Result};
use shared::runtime::state::AppState;
use shared::store::PollState;

use crate::path_kind::PathKind;

/// Votes for a choice of a post's poll, or takes the vote back. If the poll allows one choice, a vote for another moves
/// it.
pub async fn toggle_poll_vote(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async { tokio::try_join!(store.posts().get(id, false), store.ballots().votes(id, me)) };
    let (viewer, (found, votes)) = caller.with(reads).await?;
    let poll = kind.must_match(found)?.post.content.poll.ok_or_else(Error::not_found)?;
    let mut fields = input.fields()?;
    let choice = fields.id("choice");
    let choice = fields.complete(choice)?;
    let vote = Id::generate(state.clock.now());
    store.ballots().toggle_vote((id, viewer.id()), PollState { poll, votes }, choice, vote).await?;
    Ok(StatusCode::NO_CONTENT)
}
