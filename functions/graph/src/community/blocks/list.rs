//! `GET /api/v2/user/blocked_users/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::{ListView, UserView};
use shared::dialect::{PageLinks, Params};
use shared::domain::Result;
use shared::runtime::state::AppState;
use shared::store::{EdgeList, HiddenUsers};

use crate::community::own_list;

/// Lists the users whom the caller blocks, newest block first.
pub async fn list_blocked_users(
    State(state): State<AppState>,
    caller: CurrentUser,
    params: Params,
    links: PageLinks,
) -> Result<Json<ListView<UserView>>> {
    own_list::list(&state, caller, (params, links), EdgeList::Blocked, HiddenUsers::blocks).await
}
