//! `POST`, `PUT`, `DELETE /api/v2/{discussion|post}/{id}/{vote|follow}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, Params, PathId};
use shared::domain::{Id, Problem, Reaction, ReactionKind, Result, Toggle, VoteReaction};
use shared::openapi::Operation;
use shared::openapi::parameters::{Parameter, id};
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

use crate::blocked_authors::must_see;
use crate::comments::id_param;
use crate::path_kind::PathKind;

/// How a vote is meant.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only the schema of this type is used")]
pub struct Vote {
    /// The id of a reaction of the community; by default `like`, or that of the vote. `null` counts as absent.
    reaction: Option<Id>,
}

/// The reaction, for clients that send no body.
pub const REACTION: Parameter = id("reaction", "The id of a reaction, unless the body has it.").or_empty();

/// Votes for a post, or takes the vote back.
pub async fn toggle_vote(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
    params: Params,
    input: Input,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let own = store.reactions().get(ReactionKind::Vote, id, me);
    let reads = async { tokio::try_join!(store.posts().get(id, false), own, hidden) };
    let (viewer, (found, before, hidden)) = caller.with(reads).await?;
    let author = kind.must_match(found)?.post.author;
    must_see(&state, Some(&viewer), &hidden, author).await?;
    let asked = asked_reaction(&state, &params, input)?;
    let vote = Reaction {
        post: id,
        user: viewer.id(),
        id: Id::generate(state.clock.now()),
        author: Some(author),
        reaction: VoteReaction::default(),
    };
    store.reactions().vote(toggle, asked, vote, before.map(|vote| vote.reaction)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The reaction that a request names in its body, or else in its query.
pub fn asked_reaction(state: &AppState, params: &Params, input: Input) -> Result<Option<VoteReaction>> {
    let mut fields = input.fields()?;
    let wrong = || Problem::new("invalid_choice", "There is no such reaction.");
    let asked = match fields.optional_id(REACTION.name) {
        Some(id) => Some(id),
        None => id_param(params, REACTION.name)?,
    };
    let asked = asked.map(|id| state.config.reactions.get(id.get()).ok_or_else(wrong));
    let asked = asked.transpose().map_err(|problem| fields.refuse(REACTION.name, problem));
    fields.complete(asked.ok())
}

/// Follows a post, or unfollows it.
pub async fn toggle_follow(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
) -> Result<StatusCode> {
    let (store, me, follow) = (&state.store, caller.claimed_id(), ReactionKind::Follow);
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let own = store.reactions().get(follow, id, me);
    let reads = async { tokio::try_join!(store.posts().get(id, false), own, hidden) };
    let (viewer, (found, before, hidden)) = caller.with(reads).await?;
    let author = kind.must_match(found)?.post.author;
    must_see(&state, Some(&viewer), &hidden, author).await?;
    let (user, author, reaction) = (viewer.id(), Some(author), VoteReaction::default());
    let reaction = Reaction { post: id, user, id: Id::generate(state.clock.now()), author, reaction };
    store.reactions().toggle(toggle, follow, &reaction, before.is_some()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Describes a vote for a post or a comment.
pub fn vote_texts(op: Operation, toggle: Toggle, not_found: &'static str) -> Operation {
    let op = match toggle {
        Toggle::Flip => op
            .description(
                "Votes, changes the reaction of the vote, or takes the vote back: without `reaction`, or with that of the \
                 vote, a second call undoes the first. The number of votes and the author's notification follow a moment \
                 later.",
            )
            .query(&[REACTION])
            .optional_body::<Vote>()
            .no_content("The vote is added, changed or taken back."),
        Toggle::Set => op
            .description(
                "Votes, or changes the reaction of the vote if `reaction` names another one. A repeated call changes nothing \
                 and notifies no one. The number of votes and the author's notification follow a moment later.",
            )
            .query(&[REACTION])
            .optional_body::<Vote>()
            .no_content("The caller has voted."),
        Toggle::Unset => op
            .description(
                "A repeated call changes nothing. `reaction` must be one, and makes no difference. The number of votes \
                 follows a moment later.",
            )
            .query(&[REACTION])
            .optional_body::<Vote>()
            .no_content("The caller has not voted."),
    };
    op.error(400, "`reaction` is not one of the community's reactions.").error(404, not_found)
}

/// Describes a follow of something.
pub fn follow_texts(op: Operation, toggle: Toggle, not_found: &'static str) -> Operation {
    let op = match toggle {
        Toggle::Flip => op
            .description(
                "Toggles the follow: a second call undoes the first. No body is read. `followers` and the author's \
                 notification follow a moment later.",
            )
            .no_content("The follow is toggled."),
        Toggle::Set | Toggle::Unset => op
            .description(
                "A repeated call changes nothing and notifies no one. No body is read. `followers` and the author's \
                 notification follow a moment later.",
            )
            .no_content("The follow is as the caller wants it."),
    };
    op.error(404, not_found)
}
