//! `GET /users/me/`

use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::directory::{JsonApi, One, Query, Resource, UserResource};
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Returns the caller's account.
pub async fn retrieve_own_account(
    State(state): State<AppState>,
    caller: CurrentUser,
    query: Query,
) -> Result<JsonApi<One<Resource>>> {
    let profile = state.store.profiles().get(caller.claimed_id(), Consistency::Strong);
    let (viewer, profile) = caller.with(profile).await?;
    let fieldsets = query.fieldsets()?;
    // The profile is missing only if the account was deleted during the request.
    let profile = profile.ok_or_else(Error::invalid_token)?;
    Ok(JsonApi(One { data: UserResource::new(&profile, &viewer.auth, &fieldsets) }))
}
