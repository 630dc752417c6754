//! Bodies in: JSON, forms and multipart as one set of named fields.

use std::collections::HashMap;
use std::error::Error as _;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use http_body_util::LengthLimitError;
use serde_json::{Map, Value};

use crate::dialect::extract::fields::Fields;
use crate::domain::{Error, ErrorKind, Id, Problem, Result};

/// Largest body without files, in bytes.
pub(crate) const BODY_MAX: usize = 256 * 1024;
/// Largest body with files: what a Lambda request holds, in bytes.
const FILES_MAX: usize = 6 * 1024 * 1024;
/// Largest body with a file as text, in bytes: base64 is longer by a third.
const TEXT_FILES_MAX: usize = 7 * 1024 * 1024;
/// Most values in a body of JSON or a form that is larger than [`BODY_MAX`]: each takes many times its length.
const VALUES_MAX: usize = 1_000;
/// The fields that hold files, and the one that holds a file as text.
const FILES: [&str; 2] = ["avatar", "cover"];
/// The field that holds a file as text.
pub(crate) const TEXT_FILE: &str = "avatar_base64";
/// Most parts of a multipart body.
const PARTS_MAX: usize = 100;

/// A body of JSON or a form. Reading it never fails by itself: what is wrong with it comes up when the handler asks
/// for the content, after it knows that the caller may do this at all.
pub struct Input(Result<Body>);

/// As [`Input`], and multipart as well.
pub struct InputWithFiles(Result<Body>);

/// What a body holds.
pub(crate) enum Body {
    /// One JSON value.
    Json(Value),
    /// Named texts; a name that came more than once has an array.
    Form(Map<String, Value>),
    /// Named texts, and beside them files.
    Parts(Map<String, Value>, HashMap<String, Upload>),
}

/// A file that a client sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field that holds it.
    pub field: &'static str,
    /// What is in it.
    pub content: Bytes,
}

impl Input {
    /// The named fields of the body; no body has none.
    pub fn fields(self) -> Result<Fields> {
        Fields::of(self.0?)
    }

    /// The texts of the one field `name`, or of a body that is nothing but the array.
    pub fn texts(self, name: &'static str) -> Result<Vec<String>> {
        let wrong = || Error::field(name, Problem::new("not_a_list", "Expected a list of strings."));
        let texts = self.list(name, "Expected a list of strings.")?.into_iter().map(|value| match value {
            Value::String(text) => Ok(text),
            _ => Err(wrong()),
        });
        texts.collect()
    }

    /// The ids of the one field `name`, or of a body that is nothing but the array: integers, or their digits; at most
    /// `max`.
    pub fn ids(self, name: &'static str, max: usize) -> Result<Vec<Id>> {
        let values = self.list(name, "Expected a list of ids.")?;
        if values.len() > max {
            return Err(Error::field(name, Problem::too_many(max)));
        }
        let wrong = || Error::field(name, Problem::new("invalid", "A list of valid ids is required."));
        values.iter().map(|value| crate::dialect::extract::fields::id(value).ok_or_else(wrong)).collect()
    }

    fn list(self, name: &'static str, otherwise: &'static str) -> Result<Vec<Value>> {
        let required = || Error::field(name, Problem::required());
        let value = match self.0? {
            Body::Json(Value::Object(mut fields)) => fields.remove(name).ok_or_else(required)?,
            Body::Json(value) => value,
            Body::Form(mut fields) | Body::Parts(mut fields, _) => match fields.remove(name).ok_or_else(required)? {
                // A form with one value cannot say that it is a list.
                Value::String(text) => Value::Array(vec![Value::String(text)]),
                value => value,
            },
        };
        match value {
            Value::Array(values) => Ok(values),
            _ => Err(Error::field(name, Problem::new("not_a_list", otherwise))),
        }
    }
}

impl InputWithFiles {
    /// The named fields of the body; no body has none.
    pub fn fields(self) -> Result<Fields> {
        Fields::of(self.0?)
    }
}

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(read(request, false).await))
    }
}

impl<S: Send + Sync> FromRequest<S> for InputWithFiles {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(read(request, true).await))
    }
}

async fn read(request: Request, files: bool) -> Result<Body> {
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
            "This endpoint does not take a body of this content type.",
        )),
    }
}

/// The body of a request, of at most `limit` bytes.
pub(crate) async fn bytes(request: Request, limit: usize) -> Result<Bytes> {
    to_bytes(request.into_body(), limit).await.map_err(|error| match error.source() {
        Some(cause) if cause.is::<LengthLimitError>() => too_large(limit),
        _ => Error::malformed("The body ended before it was complete."),
    })
}

fn too_large(limit: usize) -> Error {
    Error::new(ErrorKind::TooLarge, "too_large", format!("The body is larger than {limit} bytes."))
}

/// Whether a large body is large for a file that it holds as text: that is one value among few.
fn holds_text_file(body: &[u8]) -> bool {
    let values = body.iter().filter(|byte| matches!(byte, b',' | b'&')).count();
    values <= VALUES_MAX && body.windows(TEXT_FILE.len()).any(|name| name == TEXT_FILE.as_bytes())
}

fn form(body: &[u8]) -> Result<Map<String, Value>> {
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(body) {
        // What the parser puts for bytes that are no UTF-8.
        if name.contains(char::REPLACEMENT_CHARACTER) || value.contains(char::REPLACEMENT_CHARACTER) {
            return Err(Error::malformed("The form is not UTF-8."));
        }
        collect(&mut fields, name.into_owned(), value.into_owned());
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
            collect(&mut fields, name, text.to_owned());
            continue;
        };
        // A browser sends a file field without a file as an empty one without a name.
        let chosen = !(file.is_empty() && content.is_empty());
        if let Some(field) = FILES.into_iter().find(|field| chosen && *field == name) {
            files.insert(name, Upload { field, content });
        }
    }
    Ok(Body::Parts(fields, files))
}

/// A name that comes more than once has all its values.
fn collect(fields: &mut Map<String, Value>, name: String, value: String) {
    match fields.get_mut(&name) {
        None => drop(fields.insert(name, Value::String(value))),
        Some(Value::Array(values)) => values.push(Value::String(value)),
        Some(first) => *first = Value::Array(vec![first.take(), Value::String(value)]),
    }
}
