//! `DELETE /folders/{id}/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::directory::{PathFolder, Query};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::{FolderId, Result};
use shared::runtime::lost_races::decide_anew;
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::access::{find_folder, reject_special};

/// Deletes a folder. `fanout` deletes the folders below it.
pub async fn delete_folder(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathFolder(id): PathFolder,
    query: Query,
) -> Result<StatusCode> {
    let mut query = Some(query);
    decide_anew(|| delete(&state, caller.clone(), id, query.take())).await
}

async fn delete(state: &AppState, caller: CurrentUser, id: FolderId, query: Option<Query>) -> Result<StatusCode> {
    let (viewer, folder) = find_folder(state, caller, id).await?;
    query.map(Query::fieldsets).transpose()?;
    reject_special(&folder)?;
    let changes = audit::folder(Some(&folder), None);
    let audited = AuditedAction::of(&viewer, id.owner, AuditKind::DeleteFolder, changes, state.clock.now());
    state.store.folders().delete(&folder, audited.as_ref()).await?;
    SecurityEvent::StaffChangedFolders.log_by_staff(&viewer, id.owner);
    Ok(StatusCode::NO_CONTENT)
}
