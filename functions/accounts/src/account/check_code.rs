//! `POST /api/v2/account/verify/validation_code/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::dialect::Input;
use shared::domain::Result;
use shared::domain::account::code::{CodePurpose, ConfirmationCode};
use shared::runtime::state::AppState;

use super::mailed::find;
use super::restore_email::LostAddress;
use crate::pending_change::PendingChange;

/// Checks a mailed code without using it up.
pub async fn check_code(State(state): State<AppState>, input: Input) -> Result<StatusCode> {
    let mut fields = input.fields()?;
    let code = fields.required("validation_code", ConfirmationCode::parse);
    let code = fields.complete(code)?;
    let mailed = [CodePurpose::Reset, CodePurpose::Verification];
    if find(&state, &code, &mailed).await?.is_none() && LostAddress::find(&state, &code).await?.is_none() {
        PendingChange::of(&state, &code).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
