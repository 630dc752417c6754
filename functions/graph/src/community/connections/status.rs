//! `POST /api/v2/user/connection/statuses/`, `GET /api/v2/user/{id}/{is_connection|connection_status}/`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::{Input, PathId};
use shared::domain::{ConnectionStatus, Error, Id, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

/// Users that one call may ask for.
const USERS_MAX: usize = 100;

/// Whether the caller is connected with the user.
#[derive(Serialize, ToSchema)]
pub struct IsConnection {
    is_connection: bool,
}

/// How far a connection between the caller and the user has come.
#[derive(Serialize, ToSchema)]
pub struct StatusOut {
    #[schema(required)]
    connection_status: Option<ConnectionStatus>,
}

/// The caller's relation to each of the users.
#[derive(Serialize, ToSchema)]
pub struct StatusesOut {
    #[schema(value_type = BTreeMap<String, Option<String>>)]
    connection_statuses: BTreeMap<Id, Option<ConnectionStatus>>,
}

/// Are we connected?
pub async fn is_connection(
    State(state): State<AppState>,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<Json<IsConnection>> {
    let status = status(&state, caller, id).await?;
    Ok(Json(IsConnection { is_connection: status == Some(ConnectionStatus::Connected) }))
}

/// How far have we come? Follows do not count here.
pub async fn connection_status(
    State(state): State<AppState>,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<Json<StatusOut>> {
    Ok(Json(StatusOut { connection_status: status(&state, caller, id).await? }))
}

async fn status(state: &AppState, caller: CurrentUser, id: UserId) -> Result<Option<ConnectionStatus>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        state.config.mode.must_connect()?;
        tokio::try_join!(store.profiles().get(id, Consistency::Eventual), store.friendships().get(me, id))
    };
    let (viewer, (user, friendship)) = caller.with(reads).await?;
    user.filter(|user| !user.is_deleted()).ok_or_else(Error::not_found)?;
    Ok(friendship.and_then(|friendship| friendship.status_for(viewer.id())))
}

/// The caller's relation to each of these users; `null` to those who are not there.
pub async fn connection_statuses(
    State(state): State<AppState>,
    caller: CurrentUser,
    input: Input,
) -> Result<Json<StatusesOut>> {
    let me = caller.claimed_id();
    let relations = async {
        state.config.mode.must_connect()?;
        state.store.users().relations(me, &input.ids("users", USERS_MAX)?).await
    };
    let (_, relations) = caller.with(relations).await?;
    let connection_statuses = relations.into_iter().map(|(id, relation)| (id, relation.status())).collect();
    Ok(Json(StatusesOut { connection_statuses }))
}
