//! `GET /health/`, `GET /health/ready/`

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use serde::Serialize;
use shared::domain::{Error, Kind, Result};
use shared::state::AppState;
use utoipa::ToSchema;

/// That all is well; if not, the answer is an error.
#[derive(Serialize, ToSchema)]
pub struct HealthOut {
    status: &'static str,
}

/// An answer that holds for now, and for nobody else.
type Now<T> = ([(HeaderName, &'static str); 1], Json<T>);

fn now(status: &'static str) -> Now<HealthOut> {
    ([(CACHE_CONTROL, "no-store")], Json(HealthOut { status }))
}

/// Whether requests reach this service at all: nothing that it depends on is touched.
pub async fn check_process() -> Now<HealthOut> {
    now("ok")
}

/// Whether the table answers, too. 503 where it does not, whatever the reason.
pub async fn check_table(State(state): State<AppState>) -> Result<Now<HealthOut>> {
    match state.store.probe().await {
        Ok(()) => Ok(now("ready")),
        Err(error) => Err(Error {
            cause: error.cause,
            ..Error::new(Kind::Unavailable, "table_unreachable", "The table cannot be reached.")
        }),
    }
}
