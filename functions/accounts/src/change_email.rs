//! `PATCH /api/v2/user/{id}/change_email/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use shared::auth::{CurrentUser, change_by_mail};
use shared::dialect::{Input, PathId};
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{Email, Error, Result};
use shared::runtime::limits::count_address_probe;
use shared::runtime::security::{SecurityEvent, log_lost_address, log_throttled};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EmailChange, NewAddress};
use utoipa::ToSchema;

/// A pending change of the e-mail address.
#[derive(Serialize, ToSchema)]
pub struct ChangeEmailOut {
    /// The code to send to the new address. It is valid once, for 24 hours, and only with this address. Missing in a
    /// community that sends mail: the code is in the mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    validation_code: Option<String>,
}

/// Changes the caller's e-mail address once a code is confirmed that is mailed to the new address. Without mail it changes
/// the address at once, or with `confirm` returns a code for the host application to send.
pub async fn change_email(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    input: Input,
) -> Result<Response> {
    let me = caller.claimed_id();
    let now = state.clock.now();
    let request = parse(input);
    let owner = async {
        match &request {
            // An immediate change needs no lookup: its write fails if the address is taken.
            Ok((email, true)) if !state.config.sends_mail => {
                state.store.claimed_names().find_email(email, now.as_second()).await
            }
            _ => Ok(None),
        }
    };
    let reads = async { tokio::try_join!(state.store.profiles().get(me, Consistency::Strong), owner) };
    let (viewer, (profile, owner)) = caller.with(reads).await?;
    viewer.must_be(id)?;
    viewer.must_have_logged_in_within(state.config.privileged_age, now)?;
    let before = profile.ok_or_else(Error::invalid_token)?;
    let (email, confirm) = request?;

    if state.config.sends_mail {
        let change = change_by_mail(&state, &viewer, email, "new_email").await;
        let change = change.inspect_err(|error| _ = log_throttled(error, Some(id)))?;
        state.store.email_changes().begin(id, &change).await?;
        return Ok(Json(ChangeEmailOut { validation_code: None }).into_response());
    }
    count_address_probe(&state, &viewer).await?;
    if !confirm {
        let mut after = before.clone();
        after.set_email(email);
        let kept = viewer.exempt_token();
        let (before, after, auth) = (&before, &after, &viewer.auth);
        let change = NewAddress { before, after, confirmed: None, former: None, auth, kept: Some(&kept) };
        let address_lost_by = state.store.email_changes().complete(&change, now.as_second()).await?;
        log_lost_address(address_lost_by);
        SecurityEvent::EmailChanged.log_own(&viewer);
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if owner.is_some_and(|owner| owner != id) {
        return Err(Error::email_taken("new_email"));
    }
    let code = ConfirmationCode::generate();
    let change = EmailChange { code: code.digest(), ..EmailChange::new(email, &viewer, now) };
    state.store.email_changes().begin(id, &change).await?;
    Ok(Json(ChangeEmailOut { validation_code: Some(code.into_text()) }).into_response())
}

/// The new address, and whether it must be confirmed first.
fn parse(input: Input) -> Result<(Email, bool)> {
    let mut fields = input.fields()?;
    let email = fields.required("new_email", Email::parse);
    let confirm = fields.flag("confirm").unwrap_or(false);
    Ok((fields.complete(email)?, confirm))
}
