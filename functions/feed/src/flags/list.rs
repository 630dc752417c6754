//! `GET /api/v2/{discussion|post|comment}/{id}/flag/`

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{AuthorView, FlagView, ListView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::cursor::Page;
use shared::domain::{CommentRef, Error, Flag, FlagTarget, Profile, Result, UserId, Viewer};
use shared::runtime::state::AppState;

use crate::path_kind::PathKind;

/// Lists the flags of a post, for staff.
pub async fn list_post_flags(
    State(state): State<AppState>,
    kind: PathKind,
    caller: CurrentUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FlagView>>> {
    let store = &state.store;
    // A wrong page is reported after a missing permission.
    let page = async { Ok(page(&state, FlagTarget::Post(id), &params).await) };
    let reads = async { tokio::try_join!(store.posts().get(id, false), page) };
    let (viewer, (found, page)) = caller.with(reads).await?;
    viewer.must_be_staff()?;
    let (found, page) = (kind.must_match(found)?, page?);
    let users = users(&state, &page).await?;
    Ok(list(&state, &viewer, page, &users, found.counters.flags, &links))
}

/// Lists the flags of a comment, for staff.
pub async fn list_comment_flags(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FlagView>>> {
    let store = &state.store;
    // The id alone leads to the flags of a comment, whatever its post is.
    let target = FlagTarget::Comment(CommentRef::top(id, id));
    let page = async { Ok(page(&state, target, &params).await) };
    let (viewer, (place, page)) = caller.with(async { tokio::try_join!(store.comments().place(id), page) }).await?;
    viewer.must_be_staff()?;
    let (place, page) = (place.ok_or_else(Error::not_found)?, page?);
    let (found, users) = tokio::try_join!(store.comments().get(place.at), users(&state, &page))?;
    let found = found.ok_or_else(Error::not_found)?;
    Ok(list(&state, &viewer, page, &users, found.flags, &links))
}

async fn page(state: &AppState, target: FlagTarget, params: &Params) -> Result<Page<Flag>> {
    let request = params.page()?;
    state.store.flags().page(target, &request).await
}

async fn users(state: &AppState, page: &Page<Flag>) -> Result<HashMap<UserId, Profile>> {
    let users: Vec<UserId> = page.rows.iter().map(|flag| flag.by).collect();
    state.store.profiles().get_many(&users).await
}

fn list(
    state: &AppState,
    viewer: &Viewer,
    page: Page<Flag>,
    users: &HashMap<UserId, Profile>,
    count: u64,
    links: &PageLinks,
) -> Json<ListView<FlagView>> {
    let views = page.rows.iter().filter_map(|flag| {
        let user = AuthorView::new(users.get(&flag.by)?, Some(viewer), &state.config);
        Some(FlagView::new(flag, user))
    });
    let (next, previous) = links.of(&page);
    Json(ListView { count, next, previous, results: views.collect() })
}
