//! Issued tokens.

use std::time::Duration;

use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// What every token may do: kith has no narrower scopes.
const SCOPE: &str = "api";

/// An access token, and the refresh token for the next one.
#[derive(Serialize, ToSchema)]
pub struct TokenView {
    /// A JSON Web Token for the header `Authorization: Bearer <token>`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds until the access token expires: 900 unless the deployment sets another lifetime.
    expires_in: u64,
    /// Good for one use, and for a minute more: any use in that minute gets the same new refresh token. It expires after
    /// 30 days without use unless the deployment sets another lifetime.
    refresh_token: String,
    /// Always `api`.
    scope: &'static str,
}

impl TokenView {
    /// Tokens, of which the first is good for `lifetime`.
    pub fn new(access_token: String, lifetime: Duration, refresh_token: String) -> Self {
        Self { access_token, token_type: "Bearer", expires_in: lifetime.as_secs(), refresh_token, scope: SCOPE }
    }
}

impl IntoResponse for TokenView {
    fn into_response(self) -> Response {
        ([(CACHE_CONTROL, "no-store")], Json(self)).into_response()
    }
}
