//! `GET /api/v2/user/blocked_users/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::Result;
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList};

/// Lists the users whom the caller blocks, newest block first.
pub async fn list_blocked_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let store = &state.store;
    let me = caller.claimed_id();
    let reads = async {
        let request = params.page()?;
        tokio::try_join!(
            store.edge_lists().page(EdgeList::Blocked, me, &request),
            store.edge_lists().hidden(Some(me), Consistency::Strong)
        )
    };
    let (viewer, (page, all)) = caller.with(reads).await?;
    let users = store.users().get_many(&page.rows, Some(viewer.id()), Consistency::Eventual).await?;
    let (next, previous) = links.of(&page);
    let results = users.into_iter().map(|user| UserView::new(user, Some(&viewer), &state.config)).collect();
    Ok(Json(ListView { count: all.blocks() as u64, next, previous, results }))
}
