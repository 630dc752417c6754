//! `PATCH /api/v2/user/{id}/change_email/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{Email, Error, Result};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EmailChange};
use utoipa::ToSchema;

/// How long a code is valid, in seconds: 24 hours.
const CODE_LIFETIME: i64 = 24 * 60 * 60;

/// The confirmation code of a pending change of the e-mail address.
#[derive(Serialize, ToSchema)]
pub struct ChangeEmailOut {
    /// The code to send to the new address. It is valid once, for 24 hours, and only with this address.
    validation_code: String,
}

/// Changes the caller's e-mail address at once. With `confirm` it changes nothing and returns a code for the host
/// application to send to the new address.
pub async fn change_email(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Response> {
    let me = caller.claimed_id();
    let request = parse(input);
    let owner = async {
        match &request {
            // An immediate change needs no lookup: its write fails if the address is taken.
            Ok((email, true)) => state.store.claimed_names().find_email(email).await,
            _ => Ok(None),
        }
    };
    let reads = async { tokio::try_join!(state.store.profiles().get(me, Consistency::Strong), owner) };
    let (viewer, (profile, owner)) = caller.with(reads).await?;
    viewer.must_be(id)?;
    let now = state.clock.now();
    viewer.must_have_logged_in_within(state.config.privileged_age, now)?;
    let before = profile.ok_or_else(Error::invalid_token)?;
    let (email, confirm) = request?;

    if !confirm {
        let mut after = before.clone();
        after.set_email(email);
        let kept = viewer.exempt_token();
        let changes = state.store.email_changes();
        changes.complete(&before, &after, None, &viewer.auth, Some(&kept), now.as_second()).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if owner.is_some_and(|owner| owner != id) {
        return Err(Error::email_taken("new_email"));
    }
    let code = ConfirmationCode::generate();
    let change = EmailChange {
        email,
        code: code.digest(),
        expires: now.as_second() + CODE_LIFETIME,
        generation: viewer.auth.generation,
        requested_by: Some(viewer.exempt_token()),
    };
    state.store.email_changes().begin(id, &change).await?;
    Ok(Json(ChangeEmailOut { validation_code: code.into_text() }).into_response())
}

/// The new address, and whether it must be confirmed first.
fn parse(input: Input) -> Result<(Email, bool)> {
    let mut fields = input.fields()?;
    let email = fields.required("new_email", Email::parse);
    let confirm = fields.flag("confirm").unwrap_or(false);
    Ok((fields.complete(email)?, confirm))
}
