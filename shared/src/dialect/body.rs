//! Bodies in: JSON, forms and multipart as one set of named fields.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::fields::Fields;
use crate::domain::{Error, Id, Kind, Problem, Result};

/// Largest body without files, in bytes.
pub(super) const BODY_MAX: usize = 256 * 1024;
/// Largest body with files: what a Lambda request holds, in bytes.
const FILES_MAX: usize = 6 * 1024 * 1024;
/// The fields that hold files.
const FILES: [&str; 2] = ["avatar", "cover"];
/// What is said to a picture as long as there is nowhere to put it.
pub(super) const NO_UPLOADS: &str = "uploads are not enabled";

/// A body of JSON or a form. Reading it never fails by itself: what is wrong with it comes up when the handler asks
/// for the content, after it knows that the caller may do this at all.
pub struct Input(Result<Body>);

/// As [`Input`], and multipart as well.
pub struct InputWithFiles(Result<Body>);

/// What a body holds.
pub(super) enum Body {
    /// One JSON value.
    Json(Value),
    /// Named texts; a name that came more than once has an array.
    Form(Map<String, Value>),
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
            let message = format!("Ensure this field has no more than {max} elements.");
            return Err(Error::field(name, Problem::new("max_length", message)));
        }
        let wrong = || Error::field(name, Problem::new("invalid", "A list of valid ids is required."));
        values.iter().map(|value| super::fields::id(value).ok_or_else(wrong)).collect()
    }

    fn list(self, name: &'static str, otherwise: &'static str) -> Result<Vec<Value>> {
        let required = || Error::field(name, Problem::required());
        let value = match self.0? {
            Body::Json(Value::Object(mut fields)) => fields.remove(name).ok_or_else(required)?,
            Body::Json(value) => value,
            Body::Form(mut fields) => match fields.remove(name).ok_or_else(required)? {
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
    let limit = if multipart { FILES_MAX } else { BODY_MAX };
    let body = bytes(request, limit).await?;
    if body.is_empty() {
        return Ok(Body::Form(Map::new()));
    }
    match essence.as_str() {
        "application/json" => serde_json::from_slice(&body)
            .map(Body::Json)
            .map_err(|e| Error::malformed(format!("JSON parse error - {e}"))),
        "application/x-www-form-urlencoded" => form(&body).map(Body::Form),
        _ if multipart => parts(&content_type, body).await.map(Body::Form),
        _ => Err(Error::new(
            Kind::UnsupportedMediaType,
            "unsupported_media_type",
            "This endpoint does not take a body of this content type.",
        )),
    }
}

/// The body of a request, of at most `limit` bytes.
pub(super) async fn bytes(request: Request, limit: usize) -> Result<Bytes> {
    let too_large = |_| Error::new(Kind::TooLarge, "too_large", format!("The body is larger than {limit} bytes."));
    to_bytes(request.into_body(), limit).await.map_err(too_large)
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

async fn parts(content_type: &str, body: Bytes) -> Result<Map<String, Value>> {
    let broken = |error: multer::Error| Error::malformed(format!("Multipart form parse error - {error}"));
    let boundary = multer::parse_boundary(content_type).map_err(broken)?;
    let body = futures::stream::iter([Ok::<_, std::convert::Infallible>(body)]);
    let mut multipart = multer::Multipart::new(body, boundary);
    let mut fields = Map::new();
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().is_some();
        let bytes = field.bytes().await.map_err(broken)?;
        if file {
            // A browser sends a file field without a file as an empty one.
            if FILES.contains(&name.as_str()) && !bytes.is_empty() {
                return Err(Error::field(name, Problem::new("invalid", NO_UPLOADS)));
            }
            continue;
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| Error::malformed("The form is not UTF-8."))?;
        collect(&mut fields, name, text.to_owned());
    }
    Ok(fields)
}

/// A name that comes more than once has all its values.
fn collect(fields: &mut Map<String, Value>, name: String, value: String) {
    match fields.get_mut(&name) {
        None => drop(fields.insert(name, Value::String(value))),
        Some(Value::Array(values)) => values.push(Value::String(value)),
        Some(first) => *first = Value::Array(vec![first.take(), Value::String(value)]),
    }
}
