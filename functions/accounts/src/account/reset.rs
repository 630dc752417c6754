//! `POST /api/v2/account/reset/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::dialect::Input;
use shared::domain::account::code::{CodePurpose, ConfirmationCode};
use shared::domain::account::password::NewPassword;
use shared::domain::{Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::mailed::find;

/// Sets a new password with a mailed code, and ends everything that the old credentials opened.
pub async fn reset_password(State(state): State<AppState>, input: Input) -> Result<StatusCode> {
    let mut fields = input.fields()?;
    let code = fields.required("validation_code", ConfirmationCode::parse);
    let password = fields.required("password", NewPassword::parse);
    let (code, password) = fields.complete(code.zip(password))?;
    let (account, stored) = find(&state, &code, &[CodePurpose::Reset]).await?.ok_or_else(Error::invalid_code)?;
    let password = password.of(&account.profile.names(&state.config.community_name));
    let password = password.map_err(|problem| Error::field("password", problem))?;
    let hash = state.passwords.hash(password).await?;
    let now = state.clock.now().as_second();
    state.store.mailed_codes().reset(&account, &stored, &hash, now).await?;
    SecurityEvent::PasswordReset.log(account.profile.id, None);
    Ok(StatusCode::NO_CONTENT)
}
