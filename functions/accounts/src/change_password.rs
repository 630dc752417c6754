//! `PATCH /api/v2/user/{id}/change_password/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::account::password::{Check, NewPassword};
use shared::domain::text;
use shared::domain::{Error, Problem, Result, Viewer};
use shared::runtime::limits::count_hash;
use shared::runtime::security::SecurityEvent;
use shared::runtime::service::ClientAddress;
use shared::runtime::state::AppState;

use crate::login_throttle::LoginThrottle;

/// Replaces the caller's password and revokes their other tokens. A wrong old password counts as a failed login, so
/// that a stolen token does not allow unlimited guesses.
pub async fn change_password(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    address: ClientAddress,
    input: Input,
) -> Result<StatusCode> {
    let (viewer, login) = {
        let login = state.store.logins().get(caller.claimed_id());
        caller.with(login).await?
    };
    viewer.must_be(id)?;
    let mut fields = input.fields()?;
    let old = fields.required("password", text::unverified);
    let new = fields.required("new_password", NewPassword::parse);
    let (old, new) = fields.complete(old.zip(new))?;

    let login = login.ok_or_else(Error::invalid_token)?;
    let new = new.of(&login.profile.names(&state.config.community_name));
    let new = new.map_err(|problem| Error::field("new_password", problem))?;
    let throttle = LoginThrottle::new(&state, &address);
    let (login, attempt) = throttle.begin_known(id, &address, std::future::ready(Ok(Some(login)))).await?;
    let login = login.ok_or_else(Error::invalid_token)?;
    throttle.check(&attempt, &login.failures).await?;
    count_hash(&state, &viewer).await?;
    let check = state.passwords.check(old.clone(), login.password.clone()).await?;
    let (Some(stored), Check::Right | Check::RightButOutdated) = (login.password, check) else {
        return Err(throttle.record_failure(&attempt, wrong_password()).await);
    };
    throttle.record_success(&attempt).await?;
    let new = state.passwords.hash(new).await?;
    if !replace(&state, &viewer, &stored, &new).await? {
        // Another request changed the password after this one checked it, or a login has hashed the same one anew.
        let stored = state.store.logins().get(id).await?.and_then(|login| login.password);
        let check = state.passwords.check(old, stored.clone()).await?;
        let (Some(stored), Check::Right | Check::RightButOutdated) = (stored, check) else {
            return Err(wrong_password());
        };
        if !replace(&state, &viewer, &stored, &new).await? {
            return Err(wrong_password());
        }
    }
    SecurityEvent::PasswordChanged.log_own(&viewer);
    Ok(StatusCode::NO_CONTENT)
}

/// Returns `false` if another hash is stored.
async fn replace(state: &AppState, viewer: &Viewer, stored: &str, new: &str) -> Result<bool> {
    state.store.auth_states().change_password(viewer, stored, new, state.clock.now().as_second()).await
}

fn wrong_password() -> Error {
    Error::field("password", Problem::new("invalid", "Incorrect password."))
}
