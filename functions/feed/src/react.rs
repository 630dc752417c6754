//! `POST`, `PUT`, `DELETE /api/v2/{discussion|post}/{id}/{vote|follow}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::{Id, Reaction, ReactionKind, Result, Toggle};
use shared::openapi::Operation;
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::blocked_authors::must_see;
use crate::path_kind::PathKind;

/// Votes for a post, or takes the vote back.
pub async fn toggle_vote(
    state: State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    id: PathId,
    toggle: Toggle,
) -> Result<StatusCode> {
    react(state, ReactionKind::Vote, kind, caller, id, toggle).await
}

/// Follows a post, or unfollows it.
pub async fn toggle_follow(
    state: State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    id: PathId,
    toggle: Toggle,
) -> Result<StatusCode> {
    react(state, ReactionKind::Follow, kind, caller, id, toggle).await
}

async fn react(
    State(state): State<AppState>,
    reaction_kind: ReactionKind,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
) -> Result<StatusCode> {
    let (store, me) = (&state.store, caller.claimed_id());
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let own = store.reactions().get(reaction_kind, id, me);
    let reads = async { tokio::try_join!(store.posts().get(id, false), own, hidden) };
    let (viewer, (found, before, hidden)) = caller.with(reads).await?;
    let author = kind.must_match(found)?.post.author;
    must_see(&state, Some(&viewer), &hidden, author).await?;
    let author = Some(author);
    let reaction = Reaction { post: id, user: viewer.id(), id: Id::generate(state.clock.now()), author };
    store.reactions().toggle(toggle, reaction_kind, &reaction, before.is_some()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Describes a vote for something with a score.
pub fn vote_texts(op: Operation, toggle: Toggle, not_found: &'static str) -> Operation {
    let op = match toggle {
        Toggle::Flip => op
            .description(
                "Toggles the vote: a second call undoes the first. No body is read. `score` and the author's notification \
                 follow a moment later.",
            )
            .no_content("The vote is toggled."),
        Toggle::Set | Toggle::Unset => op
            .description(
                "A repeated call changes nothing and notifies no one. No body is read. `score` and the author's \
                 notification follow a moment later.",
            )
            .no_content("The vote is as the caller wants it."),
    };
    op.error(404, not_found)
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
