//! `POST`, `PUT`, `DELETE /api/v2/comment/{id}/vote/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, Params, PathId};
use shared::domain::{CommentVote, CountedComment, Error, Id, Result, Toggle, VoteReaction};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::blocked_authors::must_see_comment;

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
    let hidden = store.edge_lists().hidden(Some(caller.claimed_id()), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.comments().place(id), hidden) };
    let (viewer, (place, hidden)) = caller.with(reads).await?;
    let place = place.ok_or_else(Error::not_found)?;
    let seen = must_see_comment(&state, Some(&viewer), &hidden, (place.at, place.author));
    let (found, ()) = tokio::try_join!(store.comments().get(place.at), seen)?;
    let found = found.filter(|found: &CountedComment| found.comment.is_live());
    let at = found.ok_or_else(Error::not_found)?.comment.at;
    let asked = asked_reaction(&state, &params, input)?;
    let (user, vote, author) = (viewer.id(), Id::generate(state.clock.now()), place.author);
    let vote = CommentVote { at, user, vote, author, reaction: VoteReaction::default() };
    store.comment_votes().vote(toggle, asked, &vote).await?;
    Ok(StatusCode::NO_CONTENT)
}
