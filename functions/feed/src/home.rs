//! `GET /api/v2/feed/`, `GET /api/v2/feed/home/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{FeedUnitView, ListView};
use shared::dialect::{PageLinks, Params};
use shared::domain::cursor::PageRequest;
use shared::domain::{Entry, Result};
use shared::state::AppState;

use crate::shown::show;

/// The posts of those whom the caller follows or is connected with, newest first. What was deleted since, or is of
/// somebody whom the caller hides, is left out of its page: such a page is shorter, and `next` leads on.
pub async fn list_home_feed(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FeedUnitView>>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let request = PageRequest::parse(params.get("limit"), params.get("offset"), params.get("cursor"))?;
        let (big, hidden, count) =
            tokio::try_join!(store.big_authors(me), store.hidden_ids(Some(me)), store.count_feed(me))?;
        Ok((request, big, hidden, count))
    };
    let (viewer, (request, big, hidden, count)) = caller.with(reads).await?;
    let page = store.page_of_feed(viewer.id(), &big, &request).await?;
    let shown: Vec<Entry> = page.rows.iter().copied().filter(|entry| !hidden.contains(&entry.author)).collect();
    let results = show(&state, Some(&viewer), &shown, None).await?.into_iter().map(FeedUnitView::from).collect();
    let (next, previous) = links.of(&page);
    Ok(Json(ListView { count: count as u64, next, previous, results }))
}
