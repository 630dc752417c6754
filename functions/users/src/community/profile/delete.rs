//! `DELETE /api/v2/user/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::{Params, PathId};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{AccountAction, Error, Result, UserId};
use shared::runtime::lost_races::decide_anew;
use shared::runtime::security::{SecurityEvent, log_act};
use shared::runtime::state::AppState;

/// Deletes a user: softly, or with `hard=1` together with everything that belongs to them (`docs/api/community.md`,
/// "Deletion").
pub async fn delete_user(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    params: Params,
) -> Result<StatusCode> {
    decide_anew(|| delete(&state, caller.clone(), id, &params)).await
}

async fn delete(state: &AppState, caller: CurrentUser, id: UserId, params: &Params) -> Result<StatusCode> {
    let (viewer, target) = caller.with(state.store.logins().get(id)).await?;
    let Some(target) = target else {
        return Err(viewer.account_not_found());
    };
    viewer.may(AccountAction::Delete, id, &target.auth)?;
    let hard = params.flag("hard")?.unwrap_or(false);
    let action = if hard { AuditKind::HardDelete } else { AuditKind::SoftDelete };
    let now = state.clock.now();
    let audited = AuditedAction::of(&viewer, id, action, audit::deleted_account(&target.profile), now);
    if hard {
        state.store.accounts().hard_delete(&target.profile, &target.auth, audited.as_ref()).await?;
    } else if target.profile.is_deleted() {
        return Err(Error::invalid("already_deleted", "This user is already deleted."));
    } else {
        state.store.accounts().soft_delete(&target.profile, &target.auth, audited.as_ref(), now.as_second()).await?;
    }
    log_act(&viewer, id, SecurityEvent::AccountDeleted, SecurityEvent::StaffDeletedUser);
    Ok(StatusCode::NO_CONTENT)
}
