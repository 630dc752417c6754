//! `GET /api/v2/user/{id}/{is_followed|is_follower|is_hidden|is_hidden_by}/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::graph::edge::EdgeKind;
use shared::domain::{Block, Error, Result, SocialAction, UserId};
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
    let edge = edge(state, kind, caller.claimed_id(), id, id);
    let (viewer, (exists, block)) = caller.with(edge).await?;
    SocialAction::ViewUser.must_pass(block, Some(&viewer))?;
    Ok(exists)
}

async fn to_caller(state: &AppState, kind: EdgeKind, caller: CurrentUser, id: UserId) -> Result<bool> {
    let edge = edge(state, kind, id, caller.claimed_id(), id);
    let (viewer, (exists, block)) = caller.with(edge).await?;
    SocialAction::ViewUser.must_pass(block.map(Block::mirrored), Some(&viewer))?;
    Ok(exists)
}

/// Whether the edge exists, and the block between the two, as `from` sees it; 404 if `user`, who is at one end, does not exist.
async fn edge(
    state: &AppState,
    kind: EdgeKind,
    from: UserId,
    to: UserId,
    user: UserId,
) -> Result<(bool, Option<Block>)> {
    if kind == EdgeKind::Follow {
        state.config.mode.require_follows()?;
    }
    let store = &state.store;
    let edge = store.edges(kind).get_with_block(from, to);
    let (profile, (edge, block)) = tokio::try_join!(store.profiles().get(user, Consistency::Eventual), edge)?;
    profile.filter(|profile| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    Ok((edge.is_some(), block))
}
