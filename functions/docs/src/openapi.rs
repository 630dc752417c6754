//! `GET /openapi.json`

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::response::Response;
use sha2::{Digest as _, Sha256};
use shared::dialect::Origin;
use shared::runtime::caching::{REVALIDATE, cacheable, short_hex};

use crate::pages::safe_prefix;

/// `openapi/kith.json` without white space (`build.rs`).
const DOCUMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/kith.json"));
/// The server in the embedded document.
const SERVER: &str = "\"url\":\"/\"";

static HASH: LazyLock<String> = LazyLock::new(|| short_hex(&Sha256::digest(DOCUMENT)));

/// Serves the OpenAPI document. Behind a gateway with a path prefix, the document's server URL is that prefix.
pub async fn retrieve_document(origin: Origin, headers: HeaderMap) -> Response {
    let content_type = "application/json";
    match safe_prefix(origin.prefix()) {
        "" => cacheable(&headers, &HASH, content_type, REVALIDATE, DOCUMENT.into()),
        prefix => {
            let text = DOCUMENT.replacen(SERVER, &format!("\"url\":\"{prefix}\""), 1);
            let hash = format!("{}{}", *HASH, prefix.replace('/', "."));
            cacheable(&headers, &hash, content_type, REVALIDATE, text.into())
        }
    }
}
