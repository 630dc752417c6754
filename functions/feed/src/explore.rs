//! `GET /api/v2/feed/explore/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{FeedUnitView, ListView};
use shared::dialect::{PageLinks, Params};
use shared::domain::Result;
use shared::domain::cursor::PageRequest;
use shared::runtime::state::AppState;

use crate::post_views::PostsWithAuthors;

/// Lists the posts of all users, newest first. Posts of users whom the caller hides are left out of a page after it is
/// read: such a page is shorter, and `next` leads on.
pub async fn list_all_posts(
    State(state): State<AppState>,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FeedUnitView>>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let request = PageRequest::parse(params.get("limit"), params.get("offset"), params.get("cursor"))?;
        let posts = store.posts();
        tokio::try_join!(posts.page_of_all(&request), posts.count_all(), store.edge_lists().hidden_ids(me))
    };
    let (viewer, (mut page, count, hidden)) = caller.with(reads).await?;
    page.rows.retain(|entry| !hidden.contains(&entry.author));
    let entries = page.rows.clone();
    let posts = PostsWithAuthors::read(&state, &entries, None);
    let ballots = async {
        match &viewer {
            Some(viewer) => store.ballots().of_page(viewer.id(), page).await,
            None => Ok((page, Vec::new())),
        }
    };
    let (posts, (page, ballots)) = tokio::try_join!(posts, ballots)?;
    let views = posts.into_views(&state, viewer.as_ref(), &page.rows, ballots);
    let results = views.into_iter().map(FeedUnitView::from).collect();
    let (next, previous) = links.of(&page);
    Ok(Json(ListView { count: count as u64, next, previous, results }))
}
