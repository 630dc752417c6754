//! `PATCH /folders/{id}/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::directory::{Document, FolderView, JsonApi, One, PathFolder, Query, Resource};
use shared::domain::audit::{self, Action, Deed};
use shared::domain::{Error, FolderId, Problem, Result, Viewer, folder};
use shared::state::AppState;

/// Renames a folder, moves it, or both.
pub async fn update_folder(
    State(state): State<AppState>,
    PathFolder(id): PathFolder,
    caller: CurrentUser,
    query: Query,
    document: Document,
) -> Result<JsonApi<One<Resource>>> {
    let (viewer, before) = super::find(&state, caller, id).await?;
    let fieldsets = query.fieldsets()?;
    let mut incoming = document.resource(FolderView::TYPE)?;
    incoming.must_be(id.to_uuid())?;
    let mut after = before.clone();
    if let Some(parent) = incoming.parent()? {
        after.parent = Some(within(&viewer, id, parent)?.place);
    }
    incoming.fields.change("title", &mut after.title, folder::title);
    incoming.fields.finish()?;

    if after != before {
        super::refuse_special(&before)?;
        let changes = audit::folder(Some(&before), Some(&after));
        let deed = Deed::of(&viewer, id.owner, Action::UpdateFolder, changes, state.clock.now());
        state.store.save_folder(&before, &after, deed.as_ref()).await?;
    }
    Ok(JsonApi(One { data: FolderView::new(&after, &fieldsets) }))
}

/// The new parent, if it is one of the same owner's.
fn within(viewer: &Viewer, id: FolderId, parent: FolderId) -> Result<FolderId> {
    viewer.may_use_folders_of(parent.owner)?;
    if parent.owner == id.owner {
        return Ok(parent);
    }
    let problem = Problem::new("invalid", "A folder stays with its owner.");
    Err(Error::field("/data/relationships/parent", problem))
}
