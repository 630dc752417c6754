//! `GET /api/v2/user/me/notifications/unseen/`, `GET /api/v2/notification/unseen/count/`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use shared::auth::CurrentUser;
use shared::domain::{Id, Result};
use shared::runtime::caching::private_json;
use shared::runtime::state::AppState;
use utoipa::ToSchema;

/// The unseen notifications of the caller.
#[derive(Serialize, ToSchema)]
pub struct UnseenOut {
    /// At most 64 unseen notifications, newest first.
    unseen: Vec<UnseenId>,
    /// The number of entries in `unseen`.
    total: usize,
}

/// An unseen notification.
#[derive(Serialize, ToSchema)]
struct UnseenId {
    /// Its `sid`, as an integer.
    id: Id,
}

/// The number of unseen notifications.
#[derive(Serialize, ToSchema)]
pub struct CountOut {
    /// The number of unseen notifications, counted up to 64.
    count: usize,
}

/// Lists the newest unseen notifications of the caller, at most `UNSEEN_MAX`. The query costs half a read unit, so that no
/// other validator would be cheaper than the response itself.
pub async fn list_unseen_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    headers: HeaderMap,
) -> Result<Response> {
    let unseen = state.store.notifications().unseen(caller.claimed_id());
    let (_, unseen) = caller.with(unseen).await?;
    let unseen: Vec<_> = unseen.into_iter().map(|unseen| UnseenId { id: unseen.id }).collect();
    private_json(&headers, &UnseenOut { total: unseen.len(), unseen })
}

/// Counts the unseen notifications of the caller, up to `UNSEEN_MAX`.
pub async fn count_unseen_notifications(
    State(state): State<AppState>,
    caller: CurrentUser,
    headers: HeaderMap,
) -> Result<Response> {
    let unseen = state.store.notifications().unseen(caller.claimed_id());
    let (_, unseen) = caller.with(unseen).await?;
    private_json(&headers, &CountOut { count: unseen.len() })
}
