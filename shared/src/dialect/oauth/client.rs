//! Client authentication, which no client of kith needs.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::domain::{Error, ErrorKind, Result};

/// A client without a secret. One that sends a secret with `Basic` tries to authenticate as a client that does not exist
/// and ends with 401; an empty secret only names the client. Other credentials are not read, since front ends attach
/// expired tokens to every request.
pub struct PublicClient;

impl<S: Send + Sync> FromRequestParts<S> for PublicClient {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match header.split_once(' ') {
            Some((scheme, credentials)) if scheme.eq_ignore_ascii_case("basic") && has_secret(credentials) => {
                Err(Error::new(ErrorKind::Unauthenticated, "invalid_client", "Clients have no secrets here."))
            }
            _ => Ok(Self),
        }
    }
}

fn has_secret(credentials: &str) -> bool {
    let decoded = STANDARD.decode(credentials.trim()).unwrap_or_default();
    !decoded.ends_with(b":")
}
