//! `POST /api/v2/account/verify/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::dialect::Input;
use shared::domain::Result;
use shared::domain::account::code::{CodePurpose, ConfirmationCode};
use shared::runtime::state::AppState;

use super::mailed::find;

/// Marks an address as confirmed with a mailed code.
pub async fn verify_account(State(state): State<AppState>, input: Input) -> Result<StatusCode> {
    let mut fields = input.fields()?;
    let code = fields.required("validation_code", ConfirmationCode::parse);
    let code = fields.complete(code)?;
    let (account, stored) = find(&state, &code, &[CodePurpose::Verification]).await?;
    state.store.mailed_codes().verify(&account, &stored).await?;
    Ok(StatusCode::NO_CONTENT)
}
