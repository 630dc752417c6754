//! `GET /openapi.json`

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::response::Response;
use sha2::{Digest as _, Sha256};
use shared::dialect::Origin;

use crate::document::{ASK, document};
use crate::files::hex;
use crate::pages::root;

const DOCUMENT: &str = include_str!("../../../openapi/kith.json");
/// How the document names its server.
const SERVER: &str = "\"url\": \"/\"";

static MARK: LazyLock<String> = LazyLock::new(|| hex(&Sha256::digest(DOCUMENT)));

/// The API's document, whose server is where the client has found it: behind a gateway that is below a prefix.
pub async fn retrieve_document(origin: Origin, asked: HeaderMap) -> Response {
    let kind = "application/json";
    match root(origin.prefix()) {
        "" => document(&asked, &MARK, kind, ASK, DOCUMENT.into()),
        prefix => {
            let text = DOCUMENT.replacen(SERVER, &format!("\"url\": \"{prefix}\""), 1);
            document(&asked, &format!("{}{}", *MARK, prefix.replace('/', ".")), kind, ASK, text.into())
        }
    }
}
