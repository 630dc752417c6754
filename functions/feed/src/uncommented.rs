//! `GET /api/v2/{discussion|post}/uncommented/`

use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{ListBody, ListView, PostView};
use shared::dialect::{PageLinks, Params};
use shared::domain::{Result, UserId};
use shared::openapi::Operation;
use shared::openapi::parameters::PAGES;
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::path_kind::PathKind;
use crate::post_views::{Own, PostsWithAuthors, entries_of};

/// Lists the posts of all users that have no comments, newest first. Other posts are left out of a page after it is read:
/// such a page is shorter, and `next` leads on.
pub async fn list_uncommented_posts(
    State(state): State<AppState>,
    kind: PathKind,
    caller: MaybeUser,
    params: Params,
    links: PageLinks,
) -> Result<ListBody> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let request = params.page()?;
        let posts = store.posts();
        let hidden = store.edge_lists().hidden(me, Consistency::Eventual);
        let (page, count, hidden) = tokio::try_join!(posts.page_of_all(&request), posts.count_all(), hidden)?;
        Ok((request, page, count, hidden))
    };
    let (viewer, (request, mut page, count, hidden)) = caller.with(reads).await?;
    let authors: Vec<UserId> = page.rows.iter().map(|entry| entry.row.author).collect();
    let hidden = store.edge_lists().unseen(&hidden, viewer.as_ref(), &authors).await?;
    page.rows.retain(|entry| entry.row.kind == kind.0 && !hidden.contains(&entry.row.author));
    let entries = entries_of(&page);
    let posts = PostsWithAuthors::read(&state, &entries, None);
    let own = Own::read(&state, viewer.as_ref(), &entries, false);
    let (posts, own) = tokio::try_join!(posts, own)?;
    page.rows.retain(|entry| posts.is_uncommented(entry.row.post));
    let page = posts.into_entries(&state, viewer.as_ref(), page, &own, |post, _| post);
    ListBody::new(count as u64, page, request.direction(), &links.with_offsets(request.limit))
}

/// Describes the list.
pub fn texts(op: Operation) -> Operation {
    op.description(
        "Newest first. Open to anonymous callers. Posts with comments, of the other kind and of users whom the caller hides \
         are left out of a page after it is read, so it can be shorter than `limit`: read on until `next` is `null`.",
    )
    .query(PAGES)
    .response::<ListView<PostView>>(
        200,
        "A page of posts without comments. `count` is the number of all posts of both kinds, counted up to 100.",
    )
    .error(400, "A page parameter is invalid.")
}
