//! `GET /api/v2/feed/explore/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::ListBody;
use shared::dialect::{PageLinks, Params};
use shared::domain::{Result, UserId};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::post_views::{asks_for_seen, read_units};

/// Lists the posts of all users, newest first. Posts of users whom the caller hides are left out of a page after it is
/// read: such a page is shorter, and `next` leads on.
pub async fn list_all_posts(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let request = params.page()?;
        let seen = asks_for_seen(&params)?;
        let posts = store.posts();
        let hidden = store.edge_lists().hidden(me, Consistency::Strong);
        let (page, count, hidden) = tokio::try_join!(posts.page_of_all(&request), posts.count_all(), hidden)?;
        Ok((page, count, hidden, seen, request))
    };
    let (viewer, (mut page, count, hidden, seen, request)) = caller.with(reads).await?;
    let authors: Vec<UserId> = page.rows.iter().map(|entry| entry.row.author).collect();
    let hidden = store.edge_lists().unseen(&hidden, viewer.as_ref(), &authors).await?;
    page.rows.retain(|entry| !hidden.contains(&entry.row.author));
    let direction = request.direction();
    let page = read_units(&state, viewer.as_ref(), page, direction, seen).await?;
    ListBody::new(count as u64, page, direction, &links.with_offsets(request.limit))
}
