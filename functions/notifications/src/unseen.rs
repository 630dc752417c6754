//! `GET /api/v2/user/me/notifications/unseen/`, `GET /api/v2/notification/unseen/count/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::domain::{Id, Result};
use shared::runtime::state::AppState;
use utoipa::ToSchema;

/// Notifications that the caller has not seen yet.
#[derive(Serialize, ToSchema)]
pub struct UnseenOut {
    unseen: Vec<UnseenId>,
    total: usize,
}

#[derive(Serialize, ToSchema)]
struct UnseenId {
    id: Id,
}

/// How many the caller has not seen yet.
#[derive(Serialize, ToSchema)]
pub struct CountOut {
    count: usize,
}

/// The newest notifications that the caller has not seen yet, at most `UNSEEN_MAX`.
pub async fn list_unseen_notifications(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<UnseenOut>> {
    let unseen = state.store.notifications().unseen(caller.claimed_id());
    let (_, unseen) = caller.with(unseen).await?;
    let unseen: Vec<_> = unseen.into_iter().map(|unseen| UnseenId { id: unseen.id }).collect();
    Ok(Json(UnseenOut { total: unseen.len(), unseen }))
}

/// How many notifications the caller has not seen yet, counted up to `UNSEEN_MAX`.
pub async fn count_unseen_notifications(State(state): State<AppState>, caller: CurrentUser) -> Result<Json<CountOut>> {
    let unseen = state.store.notifications().unseen(caller.claimed_id());
    let (_, unseen) = caller.with(unseen).await?;
    Ok(Json(CountOut { count: unseen.len() }))
}
