//! `POST`, `PUT`, `DELETE /api/v2/comment/{id}/vote/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, Params, PathId};
use shared::domain::{CommentVote, CountedComment, Error, Id, Result, Toggle, VoteReaction};
use shared::runtime::state::AppState;

use crate::react::asked_reaction;

/// Votes for a comment, or takes the vote back. The id of a comment does not tell its post, by which votes are sorted, so
/// that the vote is not read in advance: a flip that takes it back needs another trip.
pub async fn toggle_comment_vote(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
    params: Params,
    input: Input,
) -> Result<StatusCode> {
    let store = &state.store;
    let (viewer, place) = caller.with(store.comments().place(id)).await?;
    let place = place.ok_or_else(Error::not_found)?;
    let found = store.comments().get(place.at).await?.filter(|found: &CountedComment| found.comment.is_live());
    let at = found.ok_or_else(Error::not_found)?.comment.at;
    let asked = asked_reaction(&state, &params, input)?;
    let (user, vote, author) = (viewer.id(), Id::generate(state.clock.now()), place.author);
    let vote = CommentVote { at, user, vote, author, reaction: VoteReaction::default() };
    store.comment_votes().vote(toggle, asked, &vote).await?;
    Ok(StatusCode::NO_CONTENT)
}
