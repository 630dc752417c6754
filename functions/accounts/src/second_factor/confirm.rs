//! `POST /api/v2/user/me/totp/confirm/`

use axum::Json;
use axum::extract::State;
use shared::auth::EnrollingUser;
use shared::dialect::Input;
use shared::dialect::community::RecoveryCodesView;
use shared::domain::account::second_factor::{Code, RecoveryCodes};
use shared::domain::{Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

/// Turns the second factor on with the first code of its secret.
pub async fn confirm_second_factor(
    State(state): State<AppState>,
    EnrollingUser(caller): EnrollingUser,
    input: Input,
) -> Result<Json<RecoveryCodesView>> {
    let factor = state.store.second_factors().get(caller.claimed_id());
    let (viewer, factor) = caller.with(factor).await?;
    let now = state.clock.now();
    viewer.must_have_logged_in_within(state.config.privileged_age, now)?;
    let mut fields = input.fields()?;
    let code = fields.required("code", Code::parse);
    let code = fields.complete(code)?;
    let before = factor.ok_or_else(Error::not_found)?;
    let (recovery_codes, digests) = RecoveryCodes::generate();
    let after = before.confirmed(&code, digests, now)?;
    state.store.second_factors().turn_on(&viewer, &before, &after, now.as_second()).await?;
    SecurityEvent::SecondFactorEnabled.log_own(&viewer);
    Ok(Json(RecoveryCodesView { recovery_codes }))
}
