//! `GET /users/{id}/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::directory::{JsonApi, One, PathUser, Query, Resource, UserResource};
use shared::domain::{AccountAction, Result};
use shared::runtime::state::AppState;

/// An account.
pub async fn retrieve_user(
    State(state): State<AppState>,
    PathUser(id): PathUser,
    caller: CurrentUser,
    query: Query,
) -> Result<JsonApi<One<Resource>>> {
    let (viewer, member) = caller.with(state.store.accounts().get(id)).await?;
    let Some(member) = member else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::Retrieve, id, &member.auth)?;
    let fieldsets = query.fieldsets()?;
    Ok(JsonApi(One { data: UserResource::new(&member.profile, &member.auth, &fieldsets) }))
}
