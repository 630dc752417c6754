//! Bodies in: JSON, forms and multipart as one set of named fields, with an error for each that is wrong.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::domain::{Error, FieldError, Kind, Problem, Result, Username};

/// Largest body without files, in bytes.
const BODY_MAX: usize = 256 * 1024;
/// Largest body with files: what a Lambda request holds, in bytes.
const FILES_MAX: usize = 6 * 1024 * 1024;
/// The fields that hold files.
const FILES: [&str; 2] = ["avatar", "cover"];
/// What is said to a picture as long as there is nowhere to put it.
const NO_UPLOADS: &str = "uploads are not enabled";

/// A body of JSON or a form. Reading it never fails by itself: what is wrong with it comes up when the handler asks
/// for the content, after it knows that the caller may do this at all.
pub struct Input(Result<Body>);

/// As [`Input`], and multipart as well.
pub struct InputWithFiles(Result<Body>);

/// What a body holds.
enum Body {
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
        let wrong = || Error::field(name, Problem::new("not_a_list", "Expected a list of strings."));
        match value {
            Value::Array(values) => {
                values.iter().map(|v| v.as_str().map(str::to_owned)).collect::<Option<_>>().ok_or_else(wrong)
            }
            _ => Err(wrong()),
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
    let body = to_bytes(request.into_body(), limit)
        .await
        .map_err(|_| Error::new(Kind::TooLarge, "too_large", format!("The body is larger than {limit} bytes.")))?;
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

/// The named fields of a body, and what was found wrong with them. Unknown fields are ignored.
pub struct Fields {
    values: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Fields {
    fn of(body: Body) -> Result<Self> {
        match body {
            Body::Form(values) | Body::Json(Value::Object(values)) => Ok(Self { values, errors: Vec::new() }),
            Body::Json(_) => Err(Error::invalid("invalid", "Invalid data. Expected an object.")),
        }
    }

    /// A text that must be there and obey a rule.
    pub fn required<T>(&mut self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let read = match self.values.remove(name) {
            None => Err(Problem::required()),
            Some(Value::Null) => Err(Problem::null()),
            Some(value) => text(&value).and_then(rule),
        };
        self.keep(name, read)
    }

    /// What a text means, if it is there; null counts as empty.
    pub fn optional<T>(&mut self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Option<T> {
        let read = match self.values.remove(name)? {
            Value::Null => rule(""),
            value => text(&value).and_then(rule),
        };
        self.keep(name, read)
    }

    /// A text that, if it is there, replaces `target`. The same text as before is always accepted, whatever the rule
    /// says; null empties.
    pub fn change(
        &mut self,
        name: &'static str,
        target: &mut String,
        rule: impl FnOnce(&str) -> Result<String, Problem>,
    ) {
        if let Some(value) = self.optional(name, |text| if text == target { Ok(text.to_owned()) } else { rule(text) }) {
            *target = value;
        }
    }

    /// A new username, if there is one, in the charset of the community and site dialects; the present one is always
    /// accepted.
    pub fn rename(&mut self, present: &mut Username) {
        let name = self.optional("username", |text| match text {
            text if text == present.as_str() => Ok(present.clone()),
            text => Username::parse(text),
        });
        if let Some(name) = name {
            *present = name;
        }
    }

    /// A truth value, also in the ways in which forms write one.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let read = match self.values.remove(name)? {
            Value::Bool(value) => Ok(value),
            Value::Number(number) if number.as_i64() == Some(0) => Ok(false),
            Value::Number(number) if number.as_i64() == Some(1) => Ok(true),
            Value::String(text) if matches!(text.as_str(), "true" | "True" | "1" | "on") => Ok(true),
            Value::String(text) if matches!(text.as_str(), "false" | "False" | "0" | "off" | "") => Ok(false),
            _ => Err(Problem::new("invalid", "Must be a valid boolean.")),
        };
        self.keep(name, read)
    }

    /// An integer that, if it is there, must be one of these.
    pub fn choice(&mut self, name: &'static str, choices: &[i8]) -> Option<i8> {
        let number = match self.values.remove(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        let read = match number {
            None => Err(Problem::new("invalid", "A valid integer is required.")),
            Some(n) => choices.iter().copied().find(|choice| i64::from(*choice) == n).ok_or_else(|| {
                let choices = choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                Problem::new("invalid_choice", format!("Not a valid choice: take one of {choices}."))
            }),
        };
        self.keep(name, read)
    }

    /// A field that cannot be taken yet.
    pub fn refuse_upload(&mut self, name: &'static str) {
        if self.values.remove(name).is_some_and(|value| !value.is_null() && value != "") {
            self.keep::<()>(name, Err(Problem::new("invalid", NO_UPLOADS)));
        }
    }

    /// The text of a field as it came.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str()
    }

    /// Ends well if every field that was read is right.
    pub fn finish(self) -> Result<()> {
        self.complete(Some(()))
    }

    /// The value, if every field that was read is right.
    pub fn complete<T>(self, value: Option<T>) -> Result<T> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(Error::invalid_fields(self.errors)),
        }
    }

    fn keep<T>(&mut self, name: &'static str, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.errors.push(FieldError { field: name.into(), problem })).ok()
    }
}

fn text(value: &Value) -> Result<&str, Problem> {
    value.as_str().ok_or_else(Problem::not_text)
}
