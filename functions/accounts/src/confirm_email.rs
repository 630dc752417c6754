//! `POST /api/v2/user/{id}/confirm_email/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::MaybeUser;
use shared::dialect::{Input, PathId};
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{Email, Error, Result, Status};
use shared::runtime::state::AppState;

/// Sets an e-mail address and marks it as confirmed. The code that was sent to the address is the credential. Of all
/// sessions only one survives: the caller's, or else the one that asked for the change.
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
        let (change, account) = state.store.email_changes().get(id).await?;
        Ok((email, code, change, account))
    };
    let (viewer, (email, code, change, account)) = caller.with(pending).await?;
    let (profile, auth) = account.filter(|(profile, _)| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    let now = state.clock.now().as_second();
    let change = change
        .filter(|change| code.matches(&change.code) && change.expires > now && change.email.folded() == email.folded())
        .filter(|change| change.generation == auth.generation && auth.status == Status::Approved)
        .ok_or_else(Error::invalid_code)?;
    let caller = viewer.filter(|viewer| viewer.id() == id).map(|viewer| viewer.exempt_token());
    let kept = caller.or_else(|| change.requested_by.clone());
    let mut after = profile.clone();
    after.set_email(change.email.clone());
    after.email_isvalid = true;
    let changes = state.store.email_changes();
    changes.complete(&profile, &after, Some(&change), &auth, kept.as_ref(), now).await?;
    Ok(StatusCode::NO_CONTENT)
}
