//! `POST /api/v2/user/{id}/hide/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::dialect::community::UserView;
use shared::domain::graph::edge::{Edge, must_differ};
use shared::domain::{Error, Id, Result};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Hides a user from the caller, or shows a hidden user again. The user is not notified.
pub async fn toggle_hide(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
) -> Result<(StatusCode, Json<UserView>)> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads =
        async { tokio::try_join!(store.users().get(id, Some(me), Consistency::Eventual), store.hides().get(me, id)) };
    let (viewer, (target, edge)) = caller.with(reads).await?;
    must_differ(viewer.id(), id)?;
    let target = target.ok_or_else(Error::not_found)?;
    let new = Edge { from: viewer.id(), to: id, id: Id::generate(state.clock.now()) };
    store.hides().toggle(new, edge.is_some()).await?;
    Ok((StatusCode::CREATED, Json(UserView::new(target, Some(&viewer), &state.config))))
}
