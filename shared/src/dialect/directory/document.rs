//! Documents in: the resource that a request creates or changes, and ids in paths.

use std::convert::Infallible;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::dialect::directory::MEDIA_TYPE;
use crate::dialect::directory::negotiation::{content_type, unsupported};
use crate::dialect::extract::body::{BODY_MAX, Body, bytes};
use crate::dialect::{Fields, PathText};
use crate::domain::id::UuidKind;
use crate::domain::{Error, ErrorKind, FolderId, Id, Problem, Result, UserId};

/// The user whom the UUID in a path names; what names nobody is not found.
pub struct PathUser(pub UserId);

/// The folder that the UUID in a path names; what names none is not found.
pub struct PathFolder(pub FolderId);

/// The body of a request. Reading it never fails by itself: what is wrong with it comes up when the handler asks, after
/// it knows that the caller may do this at all.
pub struct Document {
    content_type: String,
    body: Result<Vec<u8>>,
}

/// The resource that a body holds.
pub struct Incoming {
    id: Option<Value>,
    /// Its attributes.
    pub fields: Fields,
    relationships: Map<String, Value>,
}

impl Document {
    /// The resource of this type; one of another type is a conflict.
    pub fn resource(self, kind: &'static str) -> Result<Incoming> {
        if self.content_type != MEDIA_TYPE {
            return Err(unsupported("Send application/vnd.api+json."));
        }
        let mut document = object(self.json()?, "")?;
        match document.remove("data") {
            Some(data) => Incoming::of(object(data, "/data")?, kind),
            // The published client sends the resource without a document around it.
            None if document.contains_key("type") => Incoming::of(document, kind),
            None => Err(wrong("/data", Problem::required())),
        }
    }

    /// The one field of a body that is no resource: a plain JSON object, or the attributes of a resource.
    pub fn field<T>(self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Result<T> {
        let plain = self.content_type == "application/json";
        if !plain && self.content_type != MEDIA_TYPE {
            return Err(unsupported("Send application/json or application/vnd.api+json."));
        }
        let mut body = object(self.json()?, "")?;
        if let Some(data) = body.remove("data").filter(|_| !plain) {
            let mut data = object(data, "/data")?;
            let attributes = data.remove("attributes").unwrap_or_default();
            let mut fields = fields(attributes)?;
            let value = fields.required(name, rule);
            return fields.complete(value);
        }
        let mut fields = Fields::of(Body::Form(body))?;
        let value = fields.required(name, rule);
        fields.complete(value).map_err(|mut error| {
            for wrong in &mut error.fields {
                wrong.field = format!("/{}", wrong.field).into();
            }
            error
        })
    }

    fn json(self) -> Result<Value> {
        let body = self.body?;
        if body.is_empty() {
            return Err(Error::malformed("There is no body."));
        }
        serde_json::from_slice(&body).map_err(|e| Error::malformed(format!("JSON parse error - {e}")))
    }
}

impl Incoming {
    fn of(mut data: Map<String, Value>, kind: &'static str) -> Result<Self> {
        match data.get("type") {
            None => return Err(wrong("/data/type", Problem::required())),
            Some(Value::String(given)) if given == kind => {}
            Some(Value::String(_)) => return Err(conflict("/data/type", "This is not a resource of that type.")),
            Some(_) => return Err(wrong("/data/type", Problem::not_text())),
        }
        let relationships = match data.remove("relationships") {
            None => Map::new(),
            Some(value) => object(value, "/data/relationships")?,
        };
        let fields = fields(data.remove("attributes").unwrap_or_default())?;
        Ok(Self { id: data.remove("id"), fields, relationships })
    }

    /// Refuses an id: those of new resources are drawn here.
    pub fn refuse_id(&self) -> Result<()> {
        if self.id.is_none() {
            return Ok(());
        }
        let problem = Problem::new("client_generated_id", "Ids are not taken from clients.");
        Err(Error { kind: ErrorKind::Forbidden, ..wrong("/data/id", problem) })
    }

    /// Holds the id against that of the path.
    pub fn must_be(&self, id: Uuid) -> Result<()> {
        match &self.id {
            None => Err(wrong("/data/id", Problem::required())),
            Some(Value::String(given)) if parse_uuid(given) == Some(id) => Ok(()),
            Some(Value::String(_)) => Err(conflict("/data/id", "The path names another resource.")),
            Some(_) => Err(wrong("/data/id", Problem::not_text())),
        }
    }

    /// Whether the body speaks of a parent.
    pub fn has_parent(&self) -> bool {
        self.relationships.contains_key("parent")
    }

    /// The folder to which the relationship `parent` leads; `None` if the body does not speak of it.
    pub fn parent(&mut self) -> Result<Option<FolderId>> {
        const POINTER: &str = "/data/relationships/parent";
        let Some(value) = self.relationships.remove("parent") else { return Ok(None) };
        let data = object(value, POINTER)?.remove("data");
        let linkage = match data {
            None => return Err(wrong("/data/relationships/parent/data", Problem::required())),
            Some(Value::Null) => return Err(wrong("/data/relationships/parent/data", Problem::null())),
            Some(value) => object(value, "/data/relationships/parent/data")?,
        };
        match linkage.get("type") {
            None => return Err(wrong("/data/relationships/parent/data/type", Problem::required())),
            Some(Value::String(kind)) if kind == "folders" => {}
            Some(_) => {
                let problem = Problem::new("invalid_choice", "A parent is one of the folders.");
                return Err(wrong("/data/relationships/parent/data/type", problem));
            }
        }
        match linkage.get("id") {
            None => Err(wrong("/data/relationships/parent/data/id", Problem::required())),
            Some(Value::String(id)) => {
                let folder = parse_uuid(id).and_then(FolderId::from_uuid);
                folder.map(Some).ok_or_else(Error::parent_not_found)
            }
            Some(_) => Err(wrong("/data/relationships/parent/data/id", Problem::not_text())),
        }
    }
}

/// The attributes of a resource.
fn fields(attributes: Value) -> Result<Fields> {
    match attributes {
        Value::Null => Fields::of(Body::Form(Map::new())),
        value => Fields::of(Body::Form(object(value, "/data/attributes")?)),
    }
}

fn object(value: Value, pointer: &'static str) -> Result<Map<String, Value>> {
    match value {
        Value::Object(map) => Ok(map),
        _ if pointer.is_empty() => Err(Error::invalid("invalid", "The document must be an object.")),
        _ => Err(wrong(pointer, Problem::new("invalid", "This must be an object."))),
    }
}

fn wrong(pointer: &'static str, problem: Problem) -> Error {
    Error::field(pointer, problem)
}

fn conflict(pointer: &'static str, message: &'static str) -> Error {
    Error { kind: ErrorKind::Conflict, ..wrong(pointer, Problem::new("conflict", message)) }
}

/// Reads a UUID in its usual form, in whatever case.
fn parse_uuid(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok().filter(|_| text.len() == 36)
}

impl<S: Send + Sync> FromRequestParts<S> for PathUser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let PathText(text) = PathText::from_request_parts(parts, state).await?;
        match parse_uuid(&text).and_then(Id::from_uuid) {
            Some((id, UuidKind::User)) => Ok(Self(id)),
            _ => Err(Error::not_found()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PathFolder {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let PathText(text) = PathText::from_request_parts(parts, state).await?;
        parse_uuid(&text).and_then(FolderId::from_uuid).map(Self).ok_or_else(Error::not_found)
    }
}

impl<S: Send + Sync> FromRequest<S> for Document {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        let content_type = content_type(request.headers());
        Ok(Self { content_type, body: bytes(request, BODY_MAX).await.map(Vec::from) })
    }
}
