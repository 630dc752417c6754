//! `GET /api/v2/user/{id}/feed/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{ListBody, UserFeedUnitView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::cursor::{Page, Positioned};
use shared::domain::{Error, Result, SocialAction};
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
    let me = caller.claimed_id();
    let reads = async {
        let request = params.page()?;
        let seen = asks_for_seen(&params)?;
        let author = store.users().get(id, None, Consistency::Eventual);
        let block = store.blocks().between(me, id);
        let (author, block, page) = tokio::try_join!(author, block, store.posts().page_by_author(id, &request))?;
        Ok((author, block, page, seen, request))
    };
    let (viewer, (author, block, page, seen, request)) = caller.with(reads).await?;
    let author = author.ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(block, viewer.as_ref())?;
    if SocialAction::ViewContent.must_pass(block, viewer.as_ref()).is_err() {
        let empty: Page<Positioned<UserFeedUnitView>> = Page { rows: Vec::new(), next: None, previous: None };
        return ListBody::new(0, empty, request.direction(), &links);
    }
    let count = author.counters.posts + author.counters.discussions;
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(&state, &entries, Some(author.profile));
    let own = Own::read(&state, viewer.as_ref(), &entries, seen);
    let (posts, own) = tokio::try_join!(posts, own)?;
    let page = posts.into_entries(&state, viewer.as_ref(), page, &own, UserFeedUnitView::new);
    ListBody::new(count, page, request.direction(), &links.with_offsets(request.limit))
}
