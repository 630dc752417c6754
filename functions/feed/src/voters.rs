//! `GET /api/v2/{discussion|post|comment}/{id}/vote/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use shared::auth::MaybeUser;
use shared::dialect::community::{AuthorView, ListView, VoteView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::cursor::Page;
use shared::domain::{CountedComment, Error, Profile, Result, UserId, Viewer, Voter};
use shared::runtime::state::AppState;

use crate::path_kind::PathKind;

/// Lists the users who voted for a post.
pub async fn list_post_voters(
    State(state): State<AppState>,
    kind: PathKind,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<VoteView>>> {
    let store = &state.store;
    let reads = async {
        let request = params.page()?;
        tokio::try_join!(store.posts().get(id, false), store.reactions().voters(id, &request))
    };
    let (viewer, (found, page)) = caller.with(reads).await?;
    let count = kind.must_match(found)?.counters.votes;
    let users = users(&state, &page).await?;
    Ok(list(&state, viewer.as_ref(), page, &users, count, &links))
}

/// Lists the users who voted for a comment, newest vote first.
pub async fn list_comment_voters(
    State(state): State<AppState>,
    caller: MaybeUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<VoteView>>> {
    let store = &state.store;
    let reads = async {
        let request = params.page()?;
        tokio::try_join!(store.comments().place(id), store.comment_votes().voters(id, &request))
    };
    let (viewer, (place, page)) = caller.with(reads).await?;
    let comment = store.comments().get(place.ok_or_else(Error::not_found)?.at);
    let (found, users) = tokio::try_join!(comment, users(&state, &page))?;
    let found = found.filter(|found: &CountedComment| found.comment.is_live()).ok_or_else(Error::not_found)?;
    Ok(list(&state, viewer.as_ref(), page, &users, found.votes, &links))
}

async fn users(state: &AppState, page: &Page<Voter>) -> Result<HashMap<UserId, Profile>> {
    let users: Vec<UserId> = page.rows.iter().map(|voter| voter.user).collect();
    state.store.profiles().get_many(&users).await
}

fn list(
    state: &AppState,
    viewer: Option<&Viewer>,
    page: Page<Voter>,
    users: &HashMap<UserId, Profile>,
    count: u64,
    links: &PageLinks,
) -> Json<ListView<VoteView>> {
    let views = page.rows.iter().filter_map(|voter| {
        let user = AuthorView::new(users.get(&voter.user)?, viewer, &state.config);
        Some(VoteView::new(user, voter.vote))
    });
    let (next, previous) = links.of(&page);
    Json(ListView { count, next, previous, results: views.collect() })
}
