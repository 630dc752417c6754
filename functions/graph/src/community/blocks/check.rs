//! `GET /api/v2/user/{id}/is_blocked/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::domain::{Block, Error, Result, SocialAction};
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

/// The answer to `is_blocked`.
#[derive(Serialize, ToSchema)]
pub struct IsBlocked {
    /// Whether the caller blocks the user.
    is_blocked: bool,
}

/// Checks whether the caller blocks the user.
pub async fn is_blocked(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<Json<IsBlocked>> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async { tokio::try_join!(store.profiles().get(id, Consistency::Eventual), store.blocks().row(me, id)) };
    let (viewer, (profile, row)) = caller.with(reads).await?;
    profile.filter(|profile| !profile.is_deleted()).ok_or_else(Error::not_found)?;
    let block = row.and_then(|row| row.block);
    SocialAction::ViewUser.must_pass(block, Some(&viewer))?;
    Ok(Json(IsBlocked { is_blocked: block.is_some_and(Block::is_own) }))
}
