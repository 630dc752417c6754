//! `POST /api/v2/user/{id}/confirm_email/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::MaybeUser;
use shared::dialect::{Input, PathId};
use shared::domain::account::email::ConfirmationCode;
use shared::domain::{Email, Error, Result};
use shared::runtime::state::AppState;

/// Sets an e-mail address and marks it as confirmed. The code that was sent to the address is the credential.
pub async fn confirm_email(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
    input: Input,
) -> Result<StatusCode> {
    let pending = async {
        let mut fields = input.fields()?;
        let email = fields.required("new_email", Email::parse);
        let code = fields.required("validation_code", ConfirmationCode::parse);
        let (email, code) = fields.complete(email.zip(code))?;
        let (change, profile) = state.store.email_changes().get(id).await?;
        Ok((email, code, change, profile))
    };
    let (_, (email, code, change, profile)) = caller.with(pending).await?;
    let profile = profile.filter(|profile| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    let now = state.clock.now().as_second();
    let change = change
        .filter(|change| code.matches(&change.code) && change.expires > now && change.email.folded() == email.folded())
        .ok_or_else(Error::invalid_code)?;
    let mut after = profile.clone();
    after.set_email(change.email.clone());
    after.email_isvalid = true;
    state.store.email_changes().complete(&profile, &after, Some(&change)).await?;
    Ok(StatusCode::NO_CONTENT)
}
