//! Reads JSON, form and multipart bodies.

use std::collections::HashMap;
use std::error::Error as _;

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http_body_util::LengthLimitError;
use serde_json::{Map, Value};

use crate::dialect::extract::form;
use crate::dialect::extract::multipart::{self, Upload};
use crate::domain::{Error, ErrorKind, Result};

/// Largest body without files, in bytes.
pub(crate) const BODY_MAX: usize = 256 * 1024;
/// Largest multipart body, in bytes: the payload limit of Lambda.
const FILES_MAX: usize = 6 * 1024 * 1024;
/// Largest body with a file as text, in bytes: base64 makes a file longer by a third.
const TEXT_FILES_MAX: usize = 7 * 1024 * 1024;
/// Most values in a JSON or form body that is larger than [`BODY_MAX`]: each takes many times its length in memory.
const VALUES_MAX: usize = 1_000;
/// The field that holds a file as base64 text.
pub(crate) const TEXT_FILE: &str = "avatar_base64";

/// A body in parsed form.
pub(crate) enum Body {
    /// One JSON value.
    Json(Value),
    /// Named texts; a name that occurs more than once has an array.
    Form(Map<String, Value>),
    /// Named texts, and files by field name.
    Parts(Map<String, Value>, HashMap<String, Upload>),
}

/// Reads the body of a request by its content type. It may be large if `files` is true. An empty body is a form without
/// fields, whatever its content type.
pub(super) async fn read(request: Request, files: bool) -> Result<Body> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let content_type = content_type.to_owned();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let multipart = essence == multipart::MEDIA_TYPE;
    let limit = match (files, multipart) {
        (false, _) => BODY_MAX,
        (true, true) => FILES_MAX,
        (true, false) => TEXT_FILES_MAX,
    };
    let body = bytes(request, limit).await?;
    if body.is_empty() {
        return Ok(Body::Form(Map::new()));
    }
    if !multipart && body.len() > BODY_MAX && !holds_text_file(&body) {
        return Err(too_large(BODY_MAX));
    }
    match essence.as_str() {
        "application/json" => serde_json::from_slice(without_byte_order_mark(&body))
            .map(Body::Json)
            .map_err(|e| Error::malformed(format!("JSON parse error - {e}"))),
        "application/x-www-form-urlencoded" => form::parse(&body).map(Body::Form),
        multipart::MEDIA_TYPE => {
            multipart::parse(&content_type, body).await.map(|(fields, files)| Body::Parts(fields, files))
        }
        _ => Err(unsupported("This endpoint does not accept this content type.")),
    }
}

fn unsupported(message: &'static str) -> Error {
    Error::new(ErrorKind::UnsupportedMediaType, "unsupported_media_type", message)
}

/// JSON as the parser takes it: some programs write a byte order mark before it.
pub(crate) fn without_byte_order_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json)
}

/// The body of a request: at most `limit` bytes, otherwise 413. An encoded body, such as a compressed one, is 415.
pub(crate) async fn bytes(request: Request, limit: usize) -> Result<Bytes> {
    let encodings = request.headers().get_all(CONTENT_ENCODING).iter();
    let encoded =
        encodings.filter(|value| !value.is_empty()).any(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
    let body = to_bytes(request.into_body(), limit).await.map_err(|error| match error.source() {
        Some(cause) if cause.is::<LengthLimitError>() => too_large(limit),
        _ => Error::malformed("The body ended before it was complete."),
    })?;
    if encoded && !body.is_empty() {
        return Err(unsupported("The body has a Content-Encoding. Send it without one."));
    }
    Ok(body)
}

fn too_large(limit: usize) -> Error {
    Error::new(ErrorKind::TooLarge, "too_large", format!("The body is larger than {limit} bytes."))
}

/// Whether a large body can be large because of a file in base64: it has few values and names the field.
fn holds_text_file(body: &[u8]) -> bool {
    let values = body.iter().filter(|byte| matches!(byte, b',' | b'&')).count();
    values <= VALUES_MAX && body.windows(TEXT_FILE.len()).any(|name| name == TEXT_FILE.as_bytes())
}
