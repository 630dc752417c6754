//! `GET /api/v2/device/vapid/`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::auth::MaybeUser;
use shared::domain::{Error, Result};
use shared::runtime::state::AppState;
use utoipa::ToSchema;

/// The public key for web push.
#[derive(Serialize, ToSchema)]
pub struct VapidOut {
    /// An uncompressed point of P-256 in base64url, of 87 characters.
    public_key: String,
}

/// Returns the public key for web push.
pub async fn retrieve_vapid_key(State(state): State<AppState>, caller: MaybeUser) -> Result<Json<VapidOut>> {
    caller.with(async { Ok(()) }).await?;
    let public_key = state.config.web_push_key.clone().ok_or_else(push_off)?;
    Ok(Json(VapidOut { public_key }))
}

/// The community sends no pushes.
pub fn push_off() -> Error {
    Error::conflict("push_off", "This community sends no web pushes.")
}
