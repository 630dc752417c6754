//! `POST /api/v2/account/recover/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::dialect::Input;
use shared::domain::{Email, Result};
use shared::runtime::security::log_throttled;
use shared::runtime::service::ClientAddress;
use shared::runtime::state::AppState;
use shared::store::Attempts;

use super::mailed::must_send_mail;

/// Asks for a mail with which the user of an address can set a new password. Whether there is such a user is looked up
/// when the mail is sent, so that every address gets the same response after the same work.
pub async fn recover_account(
    State(state): State<AppState>,
    address: ClientAddress,
    input: Input,
) -> Result<StatusCode> {
    let mut fields = input.fields()?;
    let email = fields.required("email", Email::parse);
    let email = fields.complete(email)?;
    must_send_mail(&state)?;
    if has_room(&state, &address, &email).await? {
        state.store.mails().request_reset(&email, state.clock.now()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Counts the request. `false` if the limit of the network address or of the e-mail address is reached.
async fn has_room(state: &AppState, address: &ClientAddress, email: &Email) -> Result<bool> {
    let Some(limits) = state.config.limits else { return Ok(true) };
    let (throttles, now) = (state.store.throttles(), state.clock.now());
    let (from, to) = (Attempts::recoveries_from(address.as_str()), Attempts::recoveries_of(email));
    // Both are counted, even if one of them is reached.
    let (from, to) = tokio::join!(
        throttles.count_attempt(&from, limits.recoveries, now),
        throttles.count_attempt(&to, limits.mails, now),
    );
    match from.and(to) {
        Ok(()) => Ok(true),
        Err(error) if log_throttled(&error, None) => Ok(false),
        Err(error) => Err(error),
    }
}
