//! `POST`, `PUT`, `DELETE /api/v2/user/{id}/follow/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use shared::auth::{CurrentUser, must_be_verified};
use shared::dialect::PathId;
use shared::domain::account::activity::Activity;
use shared::domain::graph::edge::{Edge, must_differ};
use shared::domain::{Error, Id, Result, SocialAction, Toggle};
use shared::runtime::limits::must_have_room;
use shared::runtime::state::AppState;
use shared::store::Consistency;
use utoipa::ToSchema;

/// An empty object.
#[derive(Serialize, ToSchema)]
pub struct FollowOut {}

/// Follows or unfollows a user.
pub async fn toggle_follow(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
) -> Result<Response> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads = async {
        tokio::try_join!(store.profiles().get(id, Consistency::Eventual), store.follows().get_with_block(me, id))
    };
    let (viewer, (target, (edge, block))) = caller.with(reads).await?;
    state.config.mode.require_follows()?;
    must_differ(viewer.id(), id)?;
    if toggle.after(edge.is_some()) {
        must_be_verified(&state, &viewer, None).await?;
    }
    target.filter(|target| !target.is_deleted()).ok_or_else(Error::not_found)?;
    SocialAction::Approach.must_pass(block, Some(&viewer))?;
    if toggle.after(edge.is_some()) && edge.is_none() {
        must_have_room(&state, &viewer, Activity::Follows)?;
    }
    let new = Edge { from: viewer.id(), to: id, id: Id::generate(state.clock.now()) };
    store.follows().toggle(toggle, new, edge.is_some()).await?;
    Ok(toggle.response((StatusCode::CREATED, Json(FollowOut {}))))
}
