//! `GET /api/v2/udp/download/`

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::response::{IntoResponse as _, Response};
use shared::auth::CurrentUser;
use shared::domain::{Error, Result};
use shared::media::{Download, disposition};
use shared::runtime::state::AppState;

/// Sends the caller's archive, or leads to it.
pub async fn download_data_archive(State(state): State<AppState>, caller: CurrentUser) -> Result<Response> {
    let archives = state.store.data_archives();
    let archive = archives.get(caller.claimed_id());
    let (viewer, archive) = caller.with(archive).await?;
    let now = state.clock.now();
    let archive = archive.filter(|archive| archive.is_there(now)).ok_or_else(Error::not_found)?;
    let download = state.media.download_archive(viewer.id()).await?.ok_or_else(Error::not_found)?;
    archives.mark_downloaded(viewer.id(), archive.id, now).await?;
    Ok(match download {
        Download::Address(url) => (StatusCode::FOUND, [(LOCATION, url)]).into_response(),
        Download::Content(content) => {
            let headers = [(CONTENT_TYPE, "application/zip"), (CONTENT_DISPOSITION, disposition())];
            (headers, Body::from_stream(content)).into_response()
        }
    })
}
