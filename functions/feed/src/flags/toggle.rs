//! `POST`, `PUT`, `DELETE /api/v2/{discussion|post|comment|user}/{id}/flag/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::graph::edge::must_differ;
use shared::domain::{CountedComment, Error, Flag, FlagTarget, FlagType, Id, Result, Toggle, Viewer};
use shared::runtime::state::AppState;
use shared::store::Consistency;

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
    let own = store.flags().get(target, caller.claimed_id());
    let reads = async { tokio::try_join!(store.posts().get(id, false), own) };
    let (viewer, (found, own)) = caller.with(reads).await?;
    kind.must_match(found)?;
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
    let (viewer, place) = caller.with(store.comments().place(id)).await?;
    let at = place.ok_or_else(Error::not_found)?.at;
    let target = FlagTarget::Comment(at);
    let (found, own) = tokio::try_join!(store.comments().get(at), store.flags().get(target, viewer.id()))?;
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
    let own = store.flags().get(target, caller.claimed_id());
    let reads = async { tokio::try_join!(store.profiles().get(id, Consistency::Eventual), own) };
    let (viewer, (user, own)) = caller.with(reads).await?;
    must_differ(viewer.id(), id)?;
    user.filter(|user| !user.is_deleted()).ok_or_else(Error::not_found)?;
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
