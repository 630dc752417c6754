//! `POST /api/v2/user/{id}/confirm_email/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::MaybeUser;
use shared::dialect::{Input, PathId};
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{Email, Result};
use shared::runtime::state::AppState;

use crate::pending_change::PendingChange;

/// Sets an e-mail address, and marks it as confirmed if kith mailed the code there. The code is the credential. Of all
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
        PendingChange::find(&state, id, &code, Some(&email)).await
    };
    let (viewer, pending) = caller.with(pending).await?;
    let caller = viewer.filter(|viewer| viewer.id() == id).map(|viewer| viewer.exempt_token());
    pending.confirm(&state, caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
