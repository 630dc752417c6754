//! `POST`, `PUT`, `DELETE /api/v2/{discussion|post|comment|user}/{id}/flag/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::graph::edge::must_differ;
use shared::domain::{
    CommentPlace, CountedComment, Error, Flag, FlagTarget, FlagType, Id, Result, SocialAction, Toggle, Viewer,
};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::blocked_authors::{must_see, must_see_comment};
use crate::path_kind::PathKind;

/// Flags a post, or takes the flag back.
pub async fn toggle_post_flag(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
    input: Input,
) -> Result<StatusCode> {
    let (store, target) = (&state.store, FlagTarget::Post(id));
    let me = caller.claimed_id();
    let own = store.flags().get(target, me);
    let hidden = store.edge_lists().hidden(Some(me), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.posts().get(id, false), own, hidden) };
    let (viewer, (found, own, hidden)) = caller.with(reads).await?;
    must_see(&state, Some(&viewer), &hidden, kind.must_match(found)?.post.author).await?;
    change(&state, &viewer, target, own, (toggle, input)).await
}

/// Flags a comment, or takes the flag back.
pub async fn toggle_comment_flag(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
    input: Input,
) -> Result<StatusCode> {
    let store = &state.store;
    let hidden = store.edge_lists().hidden(Some(caller.claimed_id()), Consistency::Eventual);
    let reads = async { tokio::try_join!(store.comments().place(id), hidden) };
    let (viewer, (place, hidden)) = caller.with(reads).await?;
    let CommentPlace { at, author, .. } = place.ok_or_else(Error::not_found)?;
    let target = FlagTarget::Comment(at);
    let seen = must_see_comment(&state, Some(&viewer), &hidden, (at, author));
    let (found, own, ()) = tokio::try_join!(store.comments().get(at), store.flags().get(target, viewer.id()), seen)?;
    found.filter(|found: &CountedComment| found.comment.is_live()).ok_or_else(Error::not_found)?;
    change(&state, &viewer, target, own, (toggle, input)).await
}

/// Flags a user, or takes the flag back.
pub async fn toggle_user_flag(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
    input: Input,
) -> Result<StatusCode> {
    let (store, target) = (&state.store, FlagTarget::User(id));
    let me = caller.claimed_id();
    let (own, block) = (store.flags().get(target, me), store.blocks().between(Some(me), id));
    let reads = async { tokio::try_join!(store.profiles().get(id, Consistency::Eventual), own, block) };
    let (viewer, (user, own, block)) = caller.with(reads).await?;
    must_differ(viewer.id(), id)?;
    user.filter(|user| !user.is_deleted()).ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(block, Some(&viewer))?;
    change(&state, &viewer, target, own, (toggle, input)).await
}

async fn change(
    state: &AppState,
    viewer: &Viewer,
    target: FlagTarget,
    own: Option<Flag>,
    (toggle, input): (Toggle, Input),
) -> Result<StatusCode> {
    let (flags, by, mut fields) = (state.store.flags(), viewer.id(), input.fields()?);
    let own_type = own.as_ref().map(|own| own.flag_type);
    if toggle == Toggle::Unset {
        let flag_type = fields.choice("flag_type", &FlagType::ALL).and_then(FlagType::new);
        fields.finish()?;
        if own_type.is_some() && (flag_type.is_none() || flag_type == own_type) {
            flags.unset(target, by, flag_type).await?;
        }
        return Ok(StatusCode::NO_CONTENT);
    }
    let flag_type = fields.required_choice("flag_type", &FlagType::ALL).and_then(FlagType::new);
    let flag_type = fields.complete(flag_type)?;
    let flag = Flag { target, by, id: Id::generate(state.clock.now()), flag_type };
    match toggle {
        Toggle::Flip => flags.toggle(&flag, own).await?,
        Toggle::Set if own_type == Some(flag_type) => {}
        Toggle::Set | Toggle::Unset => flags.set(&flag).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}
