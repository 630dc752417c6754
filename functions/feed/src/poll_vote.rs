//! `POST`, `PUT`, `DELETE /api/v2/{discussion|post}/{id}/poll/vote/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::{Error, Id, Result, Toggle};
use shared::openapi::Operation;
use shared::openapi::parameters::{Parameter, id};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::blocked_authors::must_see_post;
use crate::bodies::ChoiceOfPoll;
use crate::path_kind::PathKind;

const CHOICE: Parameter = id("choice", "The id of the choice, unless the body has it.");

/// Votes for a choice of a post's poll, or takes the vote back. If the poll allows one choice, a vote for another moves
/// it.
pub async fn toggle_poll_vote(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
    input: Input,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.ballots().state(id, me), hidden) };
    let (viewer, (found, hidden)) = caller.with(reads).await?;
    let poll = found.filter(|found| found.kind == kind.0).ok_or_else(Error::not_found)?;
    must_see_post(&state, Some(&viewer), &hidden, id).await?;
    let mut fields = input.fields()?;
    let choice = fields.id("choice");
    let choice = fields.complete(choice)?;
    let vote = Id::generate(state.clock.now());
    store.ballots().toggle_vote(toggle, (id, viewer.id()), poll, choice, vote).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Describes a vote in a poll.
pub fn texts(op: Operation, toggle: Toggle, not_found: &'static str) -> Operation {
    let op = match toggle {
        Toggle::Flip => op
            .description(
                "Toggles the vote for one choice: a second call undoes the first. If the poll allows one choice, a vote \
                 for another choice moves the vote. A closed or expired poll takes no votes and gives none back. \
                 `count_votes` follows a moment later.",
            )
            .request_body::<ChoiceOfPoll>()
            .no_content("The vote is toggled."),
        Toggle::Set => op
            .description(
                "A repeated call changes nothing. If the poll allows one choice, a vote for another choice moves the \
                 vote. A closed or expired poll takes no new votes. `count_votes` follows a moment later.",
            )
            .request_body::<ChoiceOfPoll>()
            .no_content("The caller has voted for the choice."),
        Toggle::Unset => op
            .description(
                "A repeated call changes nothing. `choice` comes in the query or in the body. A closed or expired poll \
                 gives no votes back. `count_votes` follows a moment later.",
            )
            .query(&[CHOICE])
            .optional_body::<ChoiceOfPoll>()
            .no_content("The caller has not voted for the choice."),
    };
    op.error(400, "`choice` is missing or not a choice of the poll, or the poll is closed (`poll_closed`).")
        .error(404, not_found)
}
