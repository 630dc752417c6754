//! Headers that protect a response on its way and in a browser.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::Next;
use axum::response::Response;

use crate::dialect::Origin;

/// For a year, browsers call this host by https only. Hosts below it decide for themselves.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Forbids browsers to guess the type of any response, and to keep a response to a caller with credentials unless its
/// handler allows it. Over https, forbids plain http from now on.
pub(super) async fn protect(request: Request, next: Next) -> Response {
    let has_credentials = request.headers().contains_key(AUTHORIZATION);
    let (parts, body) = request.into_parts();
    let is_https = Origin::from_parts(&parts).is_https();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if has_credentials {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    if is_https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    response
}
