//! `GET /api/v2/{discussion|post}/{id}/contributors/`

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::cursor::OffsetRequest;
use shared::domain::{Result, UserId, Viewer};
use shared::openapi::Operation;
use shared::openapi::parameters::{LIMIT, OFFSET};
use shared::runtime::state::AppState;
use shared::store::Consistency;

use crate::blocked_authors::must_see;
use crate::path_kind::PathKind;

/// Lists the users who have commented on a post, the newest comment first.
pub async fn list_contributors(
    State(state): State<AppState>,
    kind: PathKind,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        let request = OffsetRequest::parse(params.get("limit"), params.get("offset"))?;
        let found = store.posts().get(id, false);
        let hidden = store.edge_lists().hidden(me, Consistency::Eventual);
        let (found, users, hidden) = tokio::try_join!(found, store.comments().contributors(id), hidden)?;
        Ok((request, found, users, hidden))
    };
    let (viewer, (request, found, mut users, hidden)) = caller.with(reads).await?;
    let author = kind.must_match(found)?.post.author;
    must_see(&state, viewer.as_ref(), &hidden, author).await?;
    let unseen = store.edge_lists().unseen(&hidden, viewer.as_ref(), &users).await?;
    users.retain(|user| !unseen.contains(user));
    let (next, previous) = links.around(request, users.len());
    let page: Vec<UserId> = users.iter().copied().skip(request.offset).take(request.limit).collect();
    let caller = viewer.as_ref().map(Viewer::id);
    let found = store.users().get_many(&page, caller, Consistency::Eventual).await?;
    let views = found.into_iter().map(|user| UserView::new(user, viewer.as_ref(), &state.config));
    Ok(Json(ListView { count: users.len() as u64, next, previous, results: views.collect() }))
}

/// Describes the list.
pub fn texts(op: Operation, not_found: &'static str) -> Operation {
    op.description(
        "Lists the users who wrote the newest 500 comments and replies, each once, the newest comment first. Open to \
         anonymous callers. Users whom the caller hides are left out, and so are deleted users.",
    )
    .query(&[LIMIT, OFFSET])
    .response::<ListView<UserView>>(200, "A page of users. `count` is the number of users found.")
    .error(400, "`limit` or `offset` is invalid.")
    .error(404, not_found)
}
