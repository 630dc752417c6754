//! `POST /api/v2/user/me/email/verify/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::domain::{Error, Result};
use shared::runtime::security::log_throttled;
use shared::runtime::state::AppState;
use shared::store::{Attempts, Consistency};

use super::mailed::must_send_mail;

/// Asks for another mail that verifies the caller's address.
pub async fn request_verification(State(state): State<AppState>, caller: CurrentUser) -> Result<StatusCode> {
    let profile = state.store.profiles().get(caller.claimed_id(), Consistency::Strong);
    let (viewer, profile) = caller.with(profile).await?;
    must_send_mail(&state)?;
    let profile = profile.ok_or_else(Error::invalid_token)?;
    let email = profile.email.ok_or_else(|| Error::conflict("no_email", "Your account has no e-mail address."))?;
    if profile.email_isvalid {
        return Ok(StatusCode::NO_CONTENT);
    }
    let now = state.clock.now();
    if let Some(limits) = state.config.limits {
        let counted = state.store.throttles().count_attempt(&Attempts::mails_of(viewer.id()), limits.mails, now).await;
        counted.inspect_err(|error| _ = log_throttled(error, Some(viewer.id())))?;
    }
    state.store.mails().request_verification(viewer.id(), &email, now).await?;
    Ok(StatusCode::NO_CONTENT)
}
