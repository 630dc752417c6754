//! Responses that a browser may cache and revalidate by their ETag.

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::domain::{Error, Result};

/// `Cache-Control` of a response that must be revalidated before each use.
pub const REVALIDATE: &str = "no-cache";
/// `Cache-Control` of a response to one user: only the client itself keeps it, to name its ETag.
pub const PRIVATE: &str = "no-store";
/// `Cache-Control` of a response that never changes: changed content has another URL.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Responds with `content`, or with 304 if the request's `If-None-Match` names its ETag. `hash` identifies the content.
pub fn cacheable(
    request: &HeaderMap,
    hash: &str,
    content_type: &'static str,
    cache_control: &'static str,
    content: Bytes,
) -> Response {
    let etag = format!("\"{hash}\"");
    let unchanged = matches_etag(request, &etag);
    let headers = [(ETAG, etag), (CACHE_CONTROL, cache_control.to_owned())];
    if unchanged {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(CONTENT_TYPE, content_type)], content).into_response()
}

/// Responds with `value` as JSON that must be revalidated, or with 304 if the client has it.
pub fn revalidated_json(request: &HeaderMap, value: &impl Serialize) -> Result<Response> {
    json(request, value, REVALIDATE)
}

/// The same for a response to one user, which no cache may keep.
pub fn private_json(request: &HeaderMap, value: &impl Serialize) -> Result<Response> {
    json(request, value, PRIVATE)
}

fn json(request: &HeaderMap, value: &impl Serialize, cache_control: &'static str) -> Result<Response> {
    let content = serde_json::to_vec(value).map_err(Error::internal)?;
    let hash = short_hash(&content);
    Ok(cacheable(request, &hash, "application/json", cache_control, content.into()))
}

/// The hash that stands for a content in its ETag.
pub fn short_hash(content: &[u8]) -> String {
    short_hex(&Sha256::digest(content))
}

/// The first 16 hexadecimal digits of a hash, enough to distinguish versions of a content.
pub fn short_hex(hash: &[u8]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn matches_etag(request: &HeaderMap, etag: &str) -> bool {
    if_none_match(request).any(|candidate| candidate == etag || candidate == "*")
}

/// The ETags of `If-None-Match`, in quotation marks, or `*`. A gateway that compresses responses turns their ETags into
/// weak ones, so that both are taken for the same.
pub fn if_none_match(request: &HeaderMap) -> impl Iterator<Item = &str> {
    let lists = request.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(|candidate| candidate.trim().trim_start_matches("W/"))
}
