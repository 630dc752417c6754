//! `GET /nodes/{id}/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::PageLinks;
use shared::dialect::directory::{FolderResource, JsonApi, NumberedList, Paging, PathFolder, Query, Resource, Sorting};
use shared::domain::Result;
use shared::runtime::state::AppState;

use super::access::find_folder_with;

/// Lists the folders in a folder, by title. All are read for each page: a user has at most 1,000.
pub async fn list_nodes(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathFolder(id): PathFolder,
    query: Query,
    links: PageLinks,
) -> Result<JsonApi<NumberedList<Resource>>> {
    let (_, _, mut children) = find_folder_with(&state, caller, id, state.store.folders().children(id)).await?;
    let (parameters, fieldsets) = query.with(&[&["sort"][..], &Paging::NUMBERED].concat())?;
    let paging = Paging::parse(&parameters)?;
    if Sorting::parse(&parameters, &["title"])?.descending {
        children.reverse();
    }
    let count = children.len();
    let page = children.iter().skip(paging.skipped()).take(paging.request.limit);
    let rows = page.map(|folder| FolderResource::new(folder, &fieldsets)).collect();
    Ok(JsonApi(paging.slice(rows, count, &links)))
}
