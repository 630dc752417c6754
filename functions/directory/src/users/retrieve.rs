//! `GET /users/{id}/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::directory::{JsonApi, One, PathUser, Query, Resource, UserResource};
use shared::domain::{AccountAction, Result};
use shared::runtime::state::AppState;

/// Returns an account.
pub async fn retrieve_account(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathUser(id): PathUser,
    query: Query,
) -> Result<JsonApi<One<Resource>>> {
    let (viewer, account) = caller.with(state.store.accounts().get(id)).await?;
    let Some(account) = account else { return Err(viewer.account_not_found()) };
    viewer.may(AccountAction::Retrieve, id, &account.auth)?;
    let fieldsets = query.fieldsets()?;
    Ok(JsonApi(One { data: UserResource::new(&account.profile, &account.auth, &fieldsets) }))
}
