//! `POST /api/v2/account/verify/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::dialect::Input;
use shared::domain::Result;
use shared::domain::account::code::{CodePurpose, ConfirmationCode};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::mailed::find;
use crate::pending_change::PendingChange;

/// Marks an address as confirmed with a code that was mailed to it: that of the account, or the one that it is to have.
pub async fn verify_account(State(state): State<AppState>, input: Input) -> Result<StatusCode> {
    let mut fields = input.fields()?;
    let code = fields.required("validation_code", ConfirmationCode::parse);
    let code = fields.complete(code)?;
    match find(&state, &code, &[CodePurpose::Verification]).await? {
        Some((account, stored)) => {
            state.store.mailed_codes().verify(&account, &stored).await?;
            SecurityEvent::EmailConfirmed.log(account.profile.id, None);
        }
        None => PendingChange::of(&state, &code).await?.confirm(&state, None).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}
