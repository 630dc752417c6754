//! Reads JSON, form and multipart bodies.

use std::collections::HashMap;
use std::error::Error as _;

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use http_body_util::LengthLimitError;
use serde_json::{Map, Value};

use crate::domain::{Error, ErrorKind, Result};

/// Largest body without files, in bytes.
pub(crate) const BODY_MAX: usize = 256 * 1024;
/// Largest multipart body, in bytes: the payload limit of Lambda.
const FILES_MAX: usize = 6 * 1024 * 1024;
/// Largest body with a file as text, in bytes: base64 makes a file longer by a third.
const TEXT_FILES_MAX: usize = 7 * 1024 * 1024;
/// Most values in a JSON or form body that is larger than [`BODY_MAX`]: each takes many times its length in memory.
const VALUES_MAX: usize = 1_000;
/// The multipart fields that hold files.
const FILES: [&str; 2] = ["avatar", "cover"];
/// The field that holds a file as base64 text.
pub(crate) const TEXT_FILE: &str = "avatar_base64";
/// Most parts of a multipart body.
const PARTS_MAX: usize = 100;

/// A body in parsed form.
pub(crate) enum Body {
    /// One JSON value.
    Json(Value),
    /// Named texts; a name that occurs more than once has an array.
    Form(Map<String, Value>),
    /// Named texts, and files by field name.
    Parts(Map<String, Value>, HashMap<String, Upload>),
}

/// A file that a client sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field that holds the file.
    pub field: &'static str,
    /// The bytes of the file.
    pub content: Bytes,
}

/// Reads the body of a request by its content type. Multipart is accepted if `files` is true. An empty body is a form
/// without fields, whatever its content type.
pub(super) async fn read(request: Request, files: bool) -> Result<Body> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let content_type = content_type.to_owned();
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let multipart = files && essence == "multipart/form-data";
    let limit = match (multipart, files) {
        (true, _) => FILES_MAX,
        (_, true) => TEXT_FILES_MAX,
        _ => BODY_MAX,
    };
    let body = bytes(request, limit).await?;
    if body.is_empty() {
        return Ok(Body::Form(Map::new()));
    }
    if !multipart && body.len() > BODY_MAX && !holds_text_file(&body) {
        return Err(too_large(BODY_MAX));
    }
    match essence.as_str() {
        "application/json" => serde_json::from_slice(&body)
            .map(Body::Json)
            .map_err(|e| Error::malformed(format!("JSON parse error - {e}"))),
        "application/x-www-form-urlencoded" => form(&body).map(Body::Form),
        _ if multipart => parts(&content_type, body).await,
        _ => Err(Error::new(
            ErrorKind::UnsupportedMediaType,
            "unsupported_media_type",
            "This endpoint does not accept this content type.",
        )),
    }
}

/// The body of a request: at most `limit` bytes, otherwise 413.
pub(crate) async fn bytes(request: Request, limit: usize) -> Result<Bytes> {
    to_bytes(request.into_body(), limit).await.map_err(|error| match error.source() {
        Some(cause) if cause.is::<LengthLimitError>() => too_large(limit),
        _ => Error::malformed("The body ended before it was complete."),
    })
}

fn too_large(limit: usize) -> Error {
    Error::new(ErrorKind::TooLarge, "too_large", format!("The body is larger than {limit} bytes."))
}

/// Whether a large body can be large because of a file in base64: it has few values and names the field.
fn holds_text_file(body: &[u8]) -> bool {
    let values = body.iter().filter(|byte| matches!(byte, b',' | b'&')).count();
    values <= VALUES_MAX && body.windows(TEXT_FILE.len()).any(|name| name == TEXT_FILE.as_bytes())
}

fn form(body: &[u8]) -> Result<Map<String, Value>> {
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(body) {
        // The parser replaces invalid UTF-8 with this character.
        if name.contains(char::REPLACEMENT_CHARACTER) || value.contains(char::REPLACEMENT_CHARACTER) {
            return Err(Error::malformed("The form is not UTF-8."));
        }
        add(&mut fields, name.into_owned(), value.into_owned());
    }
    Ok(fields)
}

async fn parts(content_type: &str, body: Bytes) -> Result<Body> {
    let broken = |error: multer::Error| Error::malformed(format!("Multipart form parse error - {error}"));
    let boundary = multer::parse_boundary(content_type).map_err(broken)?;
    let body = futures::stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut multipart = multer::Multipart::new(body, boundary);
    let (mut fields, mut files) = (Map::new(), HashMap::new());
    let mut count = 0;
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        count += 1;
        if count > PARTS_MAX {
            return Err(Error::malformed(format!("The form has more than {PARTS_MAX} parts.")));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file = part.file_name().map(str::to_owned);
        let content = part.bytes().await.map_err(broken)?;
        let Some(file) = file else {
            let text = std::str::from_utf8(&content).map_err(|_| Error::malformed("The form is not UTF-8."))?;
            add(&mut fields, name, text.to_owned());
            continue;
        };
        // A browser sends an empty file input as a part with an empty file name and no content.
        let chosen = !(file.is_empty() && content.is_empty());
        if let Some(field) = FILES.into_iter().find(|field| chosen && *field == name) {
            files.insert(name, Upload { field, content });
        }
    }
    Ok(Body::Parts(fields, files))
}

/// Adds a value; a name that occurs more than once keeps all its values.
fn add(fields: &mut Map<String, Value>, name: String, value: String) {
    match fields.get_mut(&name) {
        None => drop(fields.insert(name, Value::String(value))),
        Some(Value::Array(values)) => values.push(Value::String(value)),
        Some(first) => *first = Value::Array(vec![first.take(), Value::String(value)]),
    }
}
