//! `DELETE /users/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::directory::{PathUser, Query};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{AccountAction, Result, UserId};
use shared::runtime::lost_races::decide_anew;
use shared::runtime::security::{SecurityEvent, log_act};
use shared::runtime::state::AppState;

/// Deletes an account for good, also a soft-deleted one. `fanout` deletes what belongs to the user.
pub async fn delete_account(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathUser(id): PathUser,
    query: Query,
) -> Result<StatusCode> {
    let mut query = Some(query);
    decide_anew(|| delete(&state, caller.clone(), id, query.take())).await
}

async fn delete(state: &AppState, caller: CurrentUser, id: UserId, query: Option<Query>) -> Result<StatusCode> {
    let (viewer, target) = caller.with(state.store.logins().get(id)).await?;
    let Some(target) = target else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::Delete, id, &target.auth)?;
    query.map(Query::fieldsets).transpose()?;
    let audited = AuditedAction::of(
        &viewer,
        id,
        AuditKind::HardDelete,
        audit::deleted_account(&target.profile),
        state.clock.now(),
    );
    state.store.accounts().hard_delete(&target.profile, &target.auth, audited.as_ref()).await?;
    log_act(&viewer, id, SecurityEvent::AccountDeleted, SecurityEvent::StaffDeletedUser);
    Ok(StatusCode::NO_CONTENT)
}
