//! `GET /folders/{id}/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::directory::{FolderResource, JsonApi, One, PathFolder, Query, Resource};
use shared::domain::Result;
use shared::runtime::state::AppState;

use super::access::find_folder;

/// Returns a folder.
pub async fn retrieve_folder(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathFolder(id): PathFolder,
    query: Query,
) -> Result<JsonApi<One<Resource>>> {
    let (_, folder) = find_folder(&state, caller, id).await?;
    let fieldsets = query.fieldsets()?;
    Ok(JsonApi(One { data: FolderResource::new(&folder, &fieldsets) }))
}
