//! `GET /assets/{version}/{page}/{file}`: the styles and scripts of the pages, which are part of the binary.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest as _, Sha256};
use shared::domain::{Error, Result};

use crate::document::{ASK, KEEP, document};

/// What lies in `pages/`.
#[derive(RustEmbed)]
#[folder = "pages/"]
struct Files;

/// Stands for the content of all files, in the addresses of each: scripts of two versions never meet on a page.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut all = Sha256::new();
    for name in Files::iter() {
        let mark = file(&name).map(|file| mark(&file)).unwrap_or_default();
        all.update(format!("{name} {mark}\n"));
    }
    hex(&all.finalize())
});

/// A file of `pages/`.
pub fn file(name: &str) -> Option<EmbeddedFile> {
    Files::get(name)
}

/// Stands for a file's content.
pub fn mark(file: &EmbeddedFile) -> String {
    hex(&file.metadata.sha256_hash())
}

/// A style, a script or a picture of a page.
pub async fn retrieve_asset(
    Path((version, page, name)): Path<(String, String, String)>,
    asked: HeaderMap,
) -> Result<Response> {
    let file = file(&format!("{page}/{name}")).ok_or_else(Error::not_found)?;
    let kind = kind(&name).ok_or_else(Error::not_found)?;
    let caching = if version == *VERSION { KEEP } else { ASK };
    let mark = mark(&file);
    Ok(document(&asked, &mark, kind, caching, content(file)))
}

/// The bytes, which are part of the binary, uncopied.
pub fn content(file: EmbeddedFile) -> Bytes {
    match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    }
}

fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        // Text, for the gateway, which takes all other pictures for bytes.
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

/// Sixteen digits are enough to tell contents apart.
pub fn hex(hash: &[u8]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
