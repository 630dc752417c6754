//! `GET /api/v2/user/{id}/feed/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{ListBody, UserFeedUnitView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::post_views::{Own, PostsWithAuthors, asks_for_seen, entries_of};

/// Lists the posts of a user, newest first.
pub async fn list_user_feed(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    let store = &state.store;
    let reads = async {
        let request = params.page()?;
        let seen = asks_for_seen(&params)?;
        let author = store.users().get(id, None, Consistency::Eventual);
        let (author, page) = tokio::try_join!(author, store.posts().page_by_author(id, &request))?;
        Ok((author, page, seen, request))
    };
    let (viewer, (author, page, seen, request)) = caller.with(reads).await?;
    let author = author.ok_or_else(Error::not_found)?;
    let count = author.counters.posts + author.counters.discussions;
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(&state, &entries, Some(author.profile));
    let own = Own::read(&state, viewer.as_ref(), &entries, seen);
    let (posts, own) = tokio::try_join!(posts, own)?;
    let page = posts.into_entries(&state, viewer.as_ref(), page, &own, UserFeedUnitView::new);
    ListBody::new(count, page, request.direction(), &links.with_offsets(request.limit))
}
