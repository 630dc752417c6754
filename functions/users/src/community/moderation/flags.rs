//! `GET /api/v2/moderation/user/{id}/flag/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{AuthorView, FlagView, ListView};
use shared::dialect::{PageLinks, Params, PathId};
use shared::domain::{Error, FlagTarget, Result, Status, UserId};
use shared::runtime::state::AppState;

/// Lists the flags of a user, for staff.
pub async fn list_user_flags(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<FlagView>>> {
    let (viewer, mut states) = caller.with(state.store.bans().states(&[id])).await?;
    viewer.must_be_staff()?;
    let request = params.page()?;
    let found = states.remove(&id).filter(|(auth, _)| auth.status != Status::Deleted);
    let (_, count) = found.ok_or_else(Error::not_found)?;
    let page = state.store.flags().page(FlagTarget::User(id), &request).await?;
    let by: Vec<UserId> = page.rows.iter().map(|flag| flag.by).collect();
    let users = state.store.profiles().get_many(&by).await?;
    let (next, previous) = links.of(&page);
    let views = page.rows.iter().filter_map(|flag| {
        let user = AuthorView::new(users.get(&flag.by)?, Some(&viewer), &state.config);
        Some(FlagView::new(flag, user))
    });
    Ok(Json(ListView { count, next, previous, results: views.collect() }))
}
