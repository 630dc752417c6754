//! `POST /api/v2/udp/`

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use shared::auth::CurrentUser;
use shared::dialect::community::DataArchiveView;
use shared::domain::{DataArchive, Error, Result};
use shared::runtime::state::AppState;

/// Requests of the same user at the same time.
const ATTEMPTS: usize = 4;

/// Asks for an archive of the caller's data, unless one is being generated. `fanout` passes the request on.
pub async fn request_data_archive(
    State(state): State<AppState>,
    caller: CurrentUser,
) -> Result<(StatusCode, Json<DataArchiveView>)> {
    let archives = state.store.data_archives();
    let before = archives.get(caller.claimed_id());
    let (viewer, mut before) = caller.with(before).await?;
    let now = state.clock.now();
    let respond = |archive: &DataArchive| Ok((StatusCode::ACCEPTED, Json(DataArchiveView::new(Some(archive), now))));
    for _ in 0..ATTEMPTS {
        if let Some(archive) = before.as_ref().filter(|archive| archive.is_computing(now)) {
            return respond(archive);
        }
        let after = DataArchive::request(before.as_ref(), state.config.limits.is_some(), now)?;
        if archives.request(viewer.id(), before.as_ref(), &after).await? {
            return respond(&after);
        }
        before = archives.get(viewer.id()).await?;
    }
    Err(Error::unavailable("the requests of a user kept changing"))
}
