//! `POST /api/users/follow/`, `POST /api/users/unfollow/`

use axum::Json;
use axum::extract::State;
use shared::auth::{CurrentUser, must_be_verified};
use shared::dialect::site::SiteInput;
use shared::domain::account::activity::Activity;
use shared::domain::graph::edge::{Edge, must_differ};
use shared::domain::{Error, ErrorKind, Id, Result, Toggle, UserId, Viewer, text};
use shared::runtime::limits::must_have_room;
use shared::runtime::state::AppState;

/// Follows the user whom the body names. Following a user again changes nothing.
pub async fn follow_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: SiteInput,
) -> Result<Json<[(); 0]>> {
    let (viewer, target) = caller_and_target(&state, caller, input).await?;
    must_differ(viewer.id(), target)?;
    must_be_verified(&state, &viewer, None).await?;
    must_have_room(&state, &viewer, Activity::Follows)?;
    change(&state, Toggle::Set, &viewer, target).await?;
    Ok(Json([]))
}

/// Unfollows the user whom the body names, if the caller follows them.
pub async fn unfollow_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: SiteInput,
) -> Result<Json<[(); 0]>> {
    let (viewer, target) = caller_and_target(&state, caller, input).await?;
    change(&state, Toggle::Unset, &viewer, target).await?;
    Ok(Json([]))
}

async fn change(state: &AppState, toggle: Toggle, viewer: &Viewer, to: UserId) -> Result<()> {
    let edge = Edge { from: viewer.id(), to, id: Id::generate(state.clock.now()) };
    let changed = state.store.follows().toggle_unread(toggle, edge).await;
    changed.map_err(|error| if error.kind == ErrorKind::NotFound { missing() } else { error })
}

async fn caller_and_target(state: &AppState, caller: CurrentUser, input: SiteInput) -> Result<(Viewer, UserId)> {
    let found = async {
        let mut fields = input.fields()?;
        let name = fields.required("username", text::unverified_name);
        state.store.claimed_names().find_username(&fields.complete(name)?).await
    };
    let (viewer, target) = caller.with(found).await?;
    state.config.mode.require_follows()?;
    Ok((viewer, target.ok_or_else(missing)?))
}

fn missing() -> Error {
    Error::new(ErrorKind::NotFound, "not_found", "User does not exist")
}
