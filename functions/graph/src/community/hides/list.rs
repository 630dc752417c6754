//! `GET /api/v2/user/hidden_users/`, `GET /api/v2/user/hidden_users_id/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::{Result, UserId};
use shared::runtime::state::AppState;
use shared::store::{Consistency, EdgeList};

use crate::community::own_list;

/// Lists the users whom the caller hides, newest first.
pub async fn list_hidden_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    own_list::list(&state, caller, (params, links), EdgeList::Hidden, |all| all.hides().len()).await
}

/// Returns the ids of the users whom the caller hides, at most `HIDDEN_MAX`, as many as lists leave out.
pub async fn list_hidden_users_id(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<Vec<UserId>>> {
    let hidden = state.store.edge_lists().hidden(Some(caller.claimed_id()), Consistency::Strong);
    Ok(Json(caller.with(hidden).await?.1.hides()))
}
