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

/// Whether the caller follows the user.
#[derive(Serialize, ToSchema)]
pub struct IsFollowed {
    is_followed: bool,
}

/// Whether the user follows the caller.
#[derive(Serialize, ToSchema)]
pub struct IsFollower {
    is_follower: bool,
}

/// Whether the caller hides the user.
#[derive(Serialize, ToSchema)]
pub struct IsHidden {
    is_hidden: bool,
}

/// Whether the user hides the caller.
#[derive(Serialize, ToSchema)]
pub struct IsHiddenBy {
    is_hidden_by: bool,
}

/// Do I follow them?
pub async fn is_followed(
    State(state): State<AppState>,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<Json<IsFollowed>> {
    state.config.mode.must_follow()?;
    let is_followed = mine(&state, EdgeKind::Follow, caller, id).await?;
    Ok(Json(IsFollowed { is_followed }))
}

/// Do they follow me?
pub async fn is_follower(
    State(state): State<AppState>,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<Json<IsFollower>> {
    state.config.mode.must_follow()?;
    let is_follower = theirs(&state, EdgeKind::Follow, caller, id).await?;
    Ok(Json(IsFollower { is_follower }))
}

/// Do I hide them?
pub async fn is_hidden(
    State(state): State<AppState>,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<Json<IsHidden>> {
    let is_hidden = mine(&state, EdgeKind::Hide, caller, id).await?;
    Ok(Json(IsHidden { is_hidden }))
}

/// Do they hide me?
pub async fn is_hidden_by(
    State(state): State<AppState>,
    PathId(id): PathId,
    caller: CurrentUser,
) -> Result<Json<IsHiddenBy>> {
    let is_hidden_by = theirs(&state, EdgeKind::Hide, caller, id).await?;
    Ok(Json(IsHiddenBy { is_hidden_by }))
}

async fn mine(state: &AppState, kind: EdgeKind, caller: CurrentUser, id: UserId) -> Result<bool> {
    let edge = between(state, kind, caller.claimed_id(), id, id);
    Ok(caller.with(edge).await?.1)
}

async fn theirs(state: &AppState, kind: EdgeKind, caller: CurrentUser, id: UserId) -> Result<bool> {
    let edge = between(state, kind, id, caller.claimed_id(), id);
    Ok(caller.with(edge).await?.1)
}

/// Whether there is such an edge; 404 if there is no such user.
async fn between(state: &AppState, kind: EdgeKind, from: UserId, to: UserId, user: UserId) -> Result<bool> {
    let store = &state.store;
    let (profile, edge) =
        tokio::try_join!(store.profiles().get(user, Consistency::Eventual), store.edges(kind).get(from, to))?;
    profile.filter(|profile| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    Ok(edge.is_some())
}
