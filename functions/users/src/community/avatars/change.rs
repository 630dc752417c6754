//! `PATCH`, `DELETE /api/v2/user/avatar/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::Input;
use shared::domain::{Avatars, Error, Id, Result};
use shared::runtime::state::AppState;

/// Makes an avatar the primary.
pub async fn make_primary(State(state): State<AppState>, caller: CurrentUser, input: Input) -> Result<StatusCode> {
    change(&state, caller, input, Avatars::make_primary).await
}

/// Deletes an avatar. After the primary, the newest of the others becomes the primary. `fanout` removes the file.
pub async fn delete_avatar(State(state): State<AppState>, caller: CurrentUser, input: Input) -> Result<StatusCode> {
    change(&state, caller, input, Avatars::remove).await
}

/// Applies a change to the avatar that the body names, which is looked up among the caller's own.
async fn change(
    state: &AppState,
    caller: CurrentUser,
    input: Input,
    change: fn(&mut Avatars, Id) -> Result<()>,
) -> Result<StatusCode> {
    let avatars = state.store.avatars().get(caller.claimed_id());
    let (viewer, avatars) = caller.with(avatars).await?;
    let mut fields = input.fields()?;
    let id = fields.id("avatar_id");
    let id = fields.complete(id)?;
    let changed = state.store.avatars().change(viewer.id(), avatars, |avatars| change(avatars, id)).await;
    changed.map(|_| StatusCode::NO_CONTENT).map_err(of_ended_token)
}

/// The error of a change of the caller's avatars. Only the end of the account comes before such a change, and of the token
/// with it.
pub(super) fn of_ended_token(error: Error) -> Error {
    if error.is_changed_meanwhile() { Error::invalid_token() } else { error }
}
