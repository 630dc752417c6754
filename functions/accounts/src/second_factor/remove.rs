//! `DELETE /api/v2/user/me/totp/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::EnrollingUser;
use shared::dialect::Input;
use shared::domain::account::second_factor::Code;
use shared::domain::{Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use crate::code_use::use_code;

/// Turns the second factor off with a code, or cancels its set-up.
pub async fn remove_second_factor(
    State(state): State<AppState>,
    EnrollingUser(caller): EnrollingUser,
    input: Input,
) -> Result<StatusCode> {
    let factor = state.store.second_factors().get(caller.claimed_id());
    let (viewer, factor) = caller.with(factor).await?;
    let now = state.clock.now();
    viewer.must_have_logged_in_within(state.config.privileged_age, now)?;
    let mut factor = factor.ok_or_else(Error::not_found)?;
    let is_on = factor.is_on();
    if is_on {
        let mut fields = input.fields()?;
        let code = fields.required("code", Code::parse);
        let code = fields.complete(code)?;
        factor = use_code(&state, viewer.id(), factor, &code, "code").await?;
    }
    state.store.second_factors().turn_off(&viewer, &factor, now.as_second()).await?;
    if is_on {
        SecurityEvent::SecondFactorDisabled.log_own(&viewer);
    }
    Ok(StatusCode::NO_CONTENT)
}
