//! `POST`, `PUT`, `DELETE /api/v2/user/{id}/hide/`

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

/// Hides a user from the caller, or shows them again. The user is not notified.
pub async fn toggle_hide(
    State(state): State<AppState>,
    caller: CurrentUser,
    PathId(id): PathId,
    toggle: Toggle,
) -> Result<Response> {
    let (store, me) = (&state.store, caller.claimed_id());
    let reads =
        async { tokio::try_join!(store.users().get(id, Some(me), Consistency::Eventual), store.blocks().row(me, id)) };
    let (viewer, (target, row)) = caller.with(reads).await?;
    must_differ(viewer.id(), id)?;
    let target = target.ok_or_else(Error::not_found)?;
    SocialAction::ViewUser.must_pass(target.relation.block, Some(&viewer))?;
    store.blocks().toggle_hide(toggle, (viewer.id(), id), row, Id::generate(state.clock.now())).await?;
    Ok(toggle.response((StatusCode::CREATED, Json(UserView::new(target, Some(&viewer), &state.config)))))
}
