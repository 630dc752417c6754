//! `POST /api/v2/user/connection/statuses/`, `GET /api/v2/user/{id}/{is_connection|connection_status}/`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::{ConnectionStatus, Error, Id, Result, SocialAction, UserId};
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

/// Users in one request.
const USERS_MAX: usize = 100;

/// The answer to `is_connection`.
#[derive(Serialize, ToSchema)]
pub struct IsConnection {
    /// Whether the caller is connected with the user.
    is_connection: bool,
}

/// The status of the friendship between the caller and a user.
#[derive(Serialize, ToSchema)]
pub struct StatusOut {
    /// The caller's status with the user, never `followed`; `null` if there is neither a connection nor a visible
    /// request.
    #[schema(required)]
    connection_status: Option<ConnectionStatus>,
}

/// The caller's relation to each of several users.
#[derive(Serialize, ToSchema)]
pub struct StatusesOut {
    /// From user id to status: `connected`, `sent_connection_request`, `received_connection_request`, `followed` (the
    /// caller follows the user), or `null` for none of these and for a user who does not exist.
    #[schema(value_type = BTreeMap<String, Option<String>>)]
    connection_statuses: BTreeMap<Id, Option<ConnectionStatus>>,
}

/// Checks whether the caller is connected with the user.
pub async fn is_connection(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<IsConnection>> {
    let status = status(&state, caller, id).await?;
    Ok(Json(IsConnection { is_connection: status == Some(ConnectionStatus::Connected) }))
}

/// Returns the status of the friendship. Follows do not count.
pub async fn connection_status(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<StatusOut>> {
    Ok(Json(StatusOut { connection_status: status(&state, caller, id).await? }))
}

async fn status(state: &AppState, caller: CurrentUser, id: UserId) -> Result<Option<ConnectionStatus>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        state.config.mode.require_friendships()?;
        tokio::try_join!(store.profiles().get(id, Consistency::Eventual), store.friendships().get(me, id))
    };
    let (viewer, (user, friendship)) = caller.with(reads).await?;
    user.filter(|user| !user.is_deleted()).ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(friendship.and_then(|there| there.block_for(viewer.id())), Some(&viewer))?;
    Ok(friendship.and_then(|friendship| friendship.status_for(viewer.id())))
}

/// Returns the caller's relation to each of these users, `null` for users who do not exist.
pub async fn connection_statuses(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<StatusesOut>> {
    let me = caller.claimed_id();
    let relations = async {
        state.config.mode.require_friendships()?;
        state.store.users().relations(me, &input.ids("users", USERS_MAX)?).await
    };
    let (_, relations) = caller.with(relations).await?;
    let connection_statuses = relations.into_iter().map(|(id, relation)| (id, relation.status())).collect();
    Ok(Json(StatusesOut { connection_statuses }))
}
