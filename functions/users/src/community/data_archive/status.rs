//! `GET /api/v2/udp/`

use axum::Json;
use axum::extract::State;
use shared::auth::CurrentUser;
use shared::dialect::community::DataArchiveView;
use shared::domain::Result;
use shared::runtime::state::AppState;

/// Returns the state of the caller's last archive.
pub async fn retrieve_data_archive(
    State(state): State<AppState>,
    caller: CurrentUser,
) -> Result<Json<DataArchiveView>> {
    let archive = state.store.data_archives().get(caller.claimed_id());
    let (_, archive) = caller.with(archive).await?;
    Ok(Json(DataArchiveView::new(archive.as_ref(), state.clock.now())))
}
