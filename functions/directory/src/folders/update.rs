//! `PATCH /folders/{id}/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::directory::{Document, FolderResource, Incoming, JsonApi, One, PathFolder, Query, Resource};
use shared::domain::account::audit::{self, AuditKind, AuditedAction};
use shared::domain::folder::Tree;
use shared::domain::{Error, FolderId, Problem, Result, Viewer, folder};
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;

use super::access::{find_folder_with, reject_special};

/// Renames a folder, moves it, or both.
pub async fn update_folder(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathFolder(id): PathFolder,
    query: Query,
    document: Document,
) -> Result<JsonApi<One<Resource>>> {
    let incoming = document.resource(FolderResource::TYPE);
    let tree = async {
        // An invalid body is reported later, after the caller's permission is checked.
        let moves = incoming.as_ref().is_ok_and(Incoming::has_parent);
        if moves { state.store.folders().tree(id.owner).await } else { Ok(Tree::new()) }
    };
    let (viewer, before, tree) = find_folder_with(&state, caller, id, tree).await?;
    let fieldsets = query.fieldsets()?;
    let mut incoming = incoming?;
    incoming.must_be(id.to_uuid())?;
    let mut after = before.clone();
    if let Some(parent) = incoming.parent()? {
        after.parent = Some(check_parent(&viewer, id, parent)?.place);
    }
    incoming.fields.change("title", &mut after.title, folder::title);
    incoming.fields.finish()?;

    if after != before {
        reject_special(&before)?;
        let changes = audit::folder(Some(&before), Some(&after));
        let audited = AuditedAction::of(&viewer, id.owner, AuditKind::UpdateFolder, changes, state.clock.now());
        state.store.folders().save(&before, &after, tree, audited.as_ref()).await?;
        SecurityEvent::StaffChangedFolders.log_by_staff(&viewer, id.owner);
    }
    Ok(JsonApi(One { data: FolderResource::new(&after, &fieldsets) }))
}

/// The new parent, which must have the same owner.
fn check_parent(viewer: &Viewer, id: FolderId, parent: FolderId) -> Result<FolderId> {
    viewer.may_use_folders_of(parent.owner)?;
    if parent.owner == id.owner {
        return Ok(parent);
    }
    let problem = Problem::new("invalid", "A folder cannot be moved to another user.");
    Err(Error::field("/data/relationships/parent", problem))
}
