//! `GET /api/v2/user/{id}/feed/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::ListBody;
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::{Error, Result};
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
    let reads = async {
        let request = params.page()?;
        let votes = Votes::of(&params)?;
        let author = store.users().get(id, None, Consistency::Eventual);
        let (author, page) = tokio::try_join!(author, store.posts().page_by_author(id, &request))?;
        Ok((author, page, votes, request.direction()))
    };
    let (viewer, (author, page, votes, direction)) = caller.with(reads).await?;
    let author = author.ok_or_else(Error::not_found)?;
    let count = author.counters.posts + author.counters.discussions;
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(&state, &entries, Some(author.profile));
    let own = OwnVotes::read(&state, viewer.as_ref(), &entries, votes);
    let (posts, own) = tokio::try_join!(posts, own)?;
    ListBody::new(count, posts.into_views(&state, viewer.as_ref(), page, &own), direction, &links)
}
