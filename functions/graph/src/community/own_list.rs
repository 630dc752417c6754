//! Lists of the users whom the caller hides or blocks.

use axum::Json;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::Result;
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList, HiddenUsers};

/// Reads a page of the list, newest first, with the number of its users.
pub async fn list(
    state: &AppState,
    caller: CurrentUser,
    (params, links): (Params, PageLinks),
    list: EdgeList,
    count: impl FnOnce(&HiddenUsers) -> usize,
) -> Result<Json<ListView<UserView>>> {
    let store = &state.store;
    let me = caller.claimed_id();
    let reads = async {
        let request = params.page()?;
        tokio::try_join!(
            store.edge_lists().page(list, me, &request),
            store.edge_lists().hidden(Some(me), Consistency::Strong)
        )
    };
    let (viewer, (page, all)) = caller.with(reads).await?;
    let users = store.users().get_many(&page.rows, Some(viewer.id()), Consistency::Eventual).await?;
    let (next, previous) = links.of(&page);
    let results = users.into_iter().map(|user| UserView::new(user, Some(&viewer), &state.config)).collect();
    Ok(Json(ListView { count: count(&all) as u64, next, previous, results }))
}
