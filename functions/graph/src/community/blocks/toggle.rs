//! `POST`, `PUT`, `DELETE /api/v2/user/{id}/block/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::auth::CurrentUser;
use shared::dialect::PathId;
use shared::dialect::community::UserView;
use shared::domain::graph::edge::must_differ;
use shared::domain::{Error, Id, Result, SocialAction, Toggle};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Blocks a user, or ends the block. Everything between the two ends with it. The user is not notified.
pub async fn toggle_block(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
) -> Result<Response> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads =
        async { tokio::try_join!(store.users().get(id, None, Consistency::Eventual), store.blocks().rows(me, id)) };
    let (viewer, (target, rows)) = caller.with(reads).await?;
    must_differ(viewer.id(), id)?;
    // Without the caller's relation to the user: none is left by the block, and its end restores none.
    let target = target.ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(rows[0].and_then(|row| row.block), Some(&viewer))?;
    store.blocks().toggle(toggle, (viewer.id(), id), rows, Id::generate(state.clock.now())).await?;
    Ok(toggle.response((StatusCode::CREATED, Json(UserView::new(target, Some(&viewer), &state.config)))))
}
