//! `GET /assets/{version}/{page}/{file}`: the style sheets, scripts and icon of the pages, and the chapters of the
//! reference, embedded in the binary.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest as _, Sha256};
use shared::domain::{Error, Result};
use shared::runtime::caching::{IMMUTABLE, REVALIDATE, cacheable, short_hex};

/// The files in `pages/`.
#[derive(RustEmbed)]
#[folder = "pages/"]
struct Pages;

/// The chapters of the reference: the Markdown of `docs/api/`, in the folder `api` of the assets.
#[derive(RustEmbed)]
#[folder = "../../docs/api/"]
#[prefix = "api/"]
struct Chapters;

/// The hash of all files, part of the URL of each: a page never mixes scripts of two versions.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut all = Sha256::new();
    for name in Pages::iter().chain(Chapters::iter()) {
        let hash = file(&name).map(|file| content_hash(&file)).unwrap_or_default();
        all.update(format!("{name} {hash}\n"));
    }
    short_hex(&all.finalize())
});

/// The file of this path below `pages/`, or the chapter of this path below `docs/`.
pub fn file(name: &str) -> Option<EmbeddedFile> {
    Pages::get(name).or_else(|| Chapters::get(name))
}

/// The hash of a file's content.
fn content_hash(file: &EmbeddedFile) -> String {
    short_hex(&file.metadata.sha256_hash())
}

/// Serves a style sheet, a script, an icon or a chapter.
pub async fn retrieve_asset(
    Path((version, page, name)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let file = file(&format!("{page}/{name}")).ok_or_else(Error::not_found)?;
    let content_type = content_type(&name).ok_or_else(Error::not_found)?;
    let cache_control = if version == *VERSION { IMMUTABLE } else { REVALIDATE };
    let hash = content_hash(&file);
    Ok(cacheable(&headers, &hash, content_type, cache_control, content(file)))
}

/// The bytes of a file, not copied where they are part of the binary.
fn content(file: EmbeddedFile) -> Bytes {
    match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    }
}

fn content_type(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "md" => Some("text/markdown; charset=utf-8"),
        // A text type for the gateway, which treats all other images as binary.
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}
