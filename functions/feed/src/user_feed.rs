//! `GET /api/v2/user/{id}/feed/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{ListBody, PostView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::cursor::{Page, Positioned};
use shared::domain::{Error, Result, SocialAction};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::post_views::{OwnVotes, PostsWithAuthors, Votes, entries_of};

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
        let votes = Votes::of(&params)?;
        let author = store.users().get(id, None, Consistency::Eventual);
        let block = store.blocks().between(me, id);
        let (author, block, page) = tokio::try_join!(author, block, store.posts().page_by_author(id, &request))?;
        Ok((author, block, page, votes, request.direction()))
    };
    let (viewer, (author, block, page, votes, direction)) = caller.with(reads).await?;
    let author = author.ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(block, viewer.as_ref())?;
    if SocialAction::ViewContent.must_pass(block, viewer.as_ref()).is_err() {
        let empty: Page<Positioned<PostView>> = Page { rows: Vec::new(), next: None, previous: None };
        return ListBody::new(0, empty, direction, &links);
    }
    let count = author.counters.posts + author.counters.discussions;
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(&state, &entries, Some(author.profile));
    let own = OwnVotes::read(&state, viewer.as_ref(), &entries, votes);
    let (posts, own) = tokio::try_join!(posts, own)?;
    ListBody::new(count, posts.into_views(&state, viewer.as_ref(), page, &own), direction, &links)
}
