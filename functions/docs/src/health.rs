//! `GET /health/`, `GET /health/ready/`

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use serde::Serialize;
use shared::domain::{Error, ErrorKind, Result};
use shared::runtime::state::AppState;
use utoipa::ToSchema;

/// The result of a health check that passed. A failed check is an error response.
#[derive(Serialize, ToSchema)]
pub struct HealthOut {
    /// `ok` from `/health/`, `ready` from `/health/ready/`.
    status: &'static str,
}

/// A response that must not be cached.
type NoStore<T> = ([(HeaderName, &'static str); 1], Json<T>);

fn passed(status: &'static str) -> NoStore<HealthOut> {
    ([(CACHE_CONTROL, "no-store")], Json(HealthOut { status }))
}

/// Checks that requests reach the service. Uses no dependency of the service.
pub async fn check_process() -> NoStore<HealthOut> {
    passed("ok")
}

/// Checks that the table can be read. Any failure to read it is a 503.
pub async fn check_table(State(state): State<AppState>) -> Result<NoStore<HealthOut>> {
    match state.store.probe().await {
        Ok(()) => Ok(passed("ready")),
        Err(error) => Err(Error {
            cause: error.cause,
            ..Error::new(ErrorKind::Unavailable, "table_unreachable", "The table cannot be reached.")
        }),
    }
}
