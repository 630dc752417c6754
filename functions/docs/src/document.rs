//! Texts that a browser may keep, and asks about by their mark.

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

/// May be kept, and is asked about before each use.
pub const ASK: &str = "no-cache";
/// May be kept for ever: another content has another address.
pub const KEEP: &str = "public, max-age=31536000, immutable";

/// A text of this content type, to be kept as `caching` says; 304 without it for who has it already. `mark` stands for
/// the content.
pub fn document(asked: &HeaderMap, mark: &str, kind: &'static str, caching: &'static str, content: Bytes) -> Response {
    let etag = format!("\"{mark}\"");
    let has_it = has(asked, &etag);
    let headers = [(ETAG, etag), (CACHE_CONTROL, caching.to_owned()), (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())];
    if has_it {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(CONTENT_TYPE, kind)], content).into_response()
}

fn has(asked: &HeaderMap, etag: &str) -> bool {
    let lists = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    // A gateway that compresses makes marks weak.
    lists
        .flat_map(|list| list.split(','))
        .map(|mark| mark.trim().trim_start_matches("W/"))
        .any(|m| m == etag || m == "*")
}
