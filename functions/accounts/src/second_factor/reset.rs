//! `DELETE /api/v2/user/{id}/totp/`

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::account::audit::{AuditKind, AuditedAction};
use shared::domain::{AccountAction, Error, Result};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

/// Turns off the second factor of another user, who has lost it.
pub async fn reset_second_factor(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<StatusCode> {
    let store = &state.store;
    let reads = async { tokio::try_join!(store.accounts().get(id), store.second_factors().get(id)) };
    let (viewer, (account, factor)) = caller.with(reads).await?;
    let Some(account) = account else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::ResetSecondFactor, id, &account.auth)?;
    if factor.is_none() {
        return Err(Error::not_found());
    }
    let now = state.clock.now();
    let audited = AuditedAction::new(&viewer, AuditKind::ResetSecondFactor, BTreeMap::new(), now);
    store.second_factors().reset(id, &account.auth, Some(&audited), now.as_second()).await?;
    SecurityEvent::StaffResetSecondFactor.log_by_staff(&viewer, id);
    Ok(StatusCode::NO_CONTENT)
}
