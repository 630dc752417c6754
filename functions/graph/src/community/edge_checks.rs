//! `GET /api/v2/user/{id}/{is_followed|is_follower|is_hidden|is_hidden_by}/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::graph::edge::EdgeKind;
use shared::domain::{Error, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

/// The answer to `is_followed`.
#[derive(Serialize, ToSchema)]
pub struct IsFollowed {
    /// Whether the caller follows the user.
    is_followed: bool,
}

/// The answer to `is_follower`.
#[derive(Serialize, ToSchema)]
pub struct IsFollower {
    /// Whether the user follows the caller.
    is_follower: bool,
}

/// The answer to `is_hidden`.
#[derive(Serialize, ToSchema)]
pub struct IsHidden {
    /// Whether the caller hides the user.
    is_hidden: bool,
}

/// The answer to `is_hidden_by`.
#[derive(Serialize, ToSchema)]
pub struct IsHiddenBy {
    /// Whether the user hides the caller.
    is_hidden_by: bool,
}

/// Checks whether the caller follows the user.
pub async fn is_followed(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<IsFollowed>> {
    let is_followed = from_caller(&state, EdgeKind::Follow, caller, id).await?;
    Ok(Json(IsFollowed { is_followed }))
}

/// Checks whether the user follows the caller.
pub async fn is_follower(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<IsFollower>> {
    let is_follower = to_caller(&state, EdgeKind::Follow, caller, id).await?;
    Ok(Json(IsFollower { is_follower }))
}

/// Checks whether the caller hides the user.
pub async fn is_hidden(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<IsHidden>> {
    let is_hidden = from_caller(&state, EdgeKind::Hide, caller, id).await?;
    Ok(Json(IsHidden { is_hidden }))
}

/// Checks whether the user hides the caller.
pub async fn is_hidden_by(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<IsHiddenBy>> {
    let is_hidden_by = to_caller(&state, EdgeKind::Hide, caller, id).await?;
    Ok(Json(IsHiddenBy { is_hidden_by }))
}

async fn from_caller(state: &AppState, kind: EdgeKind, caller: CurrentUser, id: UserId) -> Result<bool> {
    let exists = edge_exists(state, kind, caller.claimed_id(), id, id);
    Ok(caller.with(exists).await?.1)
}

async fn to_caller(state: &AppState, kind: EdgeKind, caller: CurrentUser, id: UserId) -> Result<bool> {
    let exists = edge_exists(state, kind, id, caller.claimed_id(), id);
    Ok(caller.with(exists).await?.1)
}

/// Whether the edge exists; 404 if `user`, who is at one end of it, does not.
async fn edge_exists(state: &AppState, kind: EdgeKind, from: UserId, to: UserId, user: UserId) -> Result<bool> {
    if kind == EdgeKind::Follow {
        state.config.mode.require_follows()?;
    }
    let store = &state.store;
    let (profile, edge) =
        tokio::try_join!(store.profiles().get(user, Consistency::Eventual), store.edges(kind).get(from, to))?;
    profile.filter(|profile| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    Ok(edge.is_some())
}
