//! Request documents.

use std::convert::Infallible;

use axum::extract::{FromRequest, Request};
use serde_json::Value;

use crate::dialect::directory::incoming::{Incoming, attribute_fields, object, wrong};
use crate::dialect::directory::json_api::MEDIA_TYPE;
use crate::dialect::directory::negotiation::{content_type, unsupported};
use crate::dialect::extract::Fields;
use crate::dialect::extract::body::{BODY_MAX, Body, bytes, without_byte_order_mark};
use crate::domain::{Error, Problem, Result};

/// The body of a request. Extraction never fails: errors are returned when the handler asks for the content, after it
/// has checked that the caller may make the request.
pub struct Document {
    content_type: String,
    body: Result<Vec<u8>>,
}

impl Document {
    /// The resource in the document. A resource of another type is a `conflict`.
    pub fn resource(self, kind: &'static str) -> Result<Incoming> {
        if self.content_type != MEDIA_TYPE {
            return Err(unsupported("Send application/vnd.api+json."));
        }
        let mut document = object(self.json()?, "")?;
        match document.remove("data") {
            Some(data) => Incoming::parse(object(data, "/data")?, kind),
            // The published client sends the resource without a document around it.
            None if document.contains_key("type") => Incoming::parse(document, kind),
            None => Err(wrong("/data", Problem::required())),
        }
    }

    /// The one field of a body that is a plain JSON object or a resource with that attribute.
    pub fn field<T>(self, name: &'static str, rule: impl FnOnce(&str) -> Result<T, Problem>) -> Result<T> {
        let plain = self.content_type == "application/json";
        if !plain && self.content_type != MEDIA_TYPE {
            return Err(unsupported("Send application/json or application/vnd.api+json."));
        }
        let mut body = object(self.json()?, "")?;
        if let Some(data) = body.remove("data").filter(|_| !plain) {
            let mut data = object(data, "/data")?;
            let attributes = data.remove("attributes").unwrap_or_default();
            let mut fields = attribute_fields(attributes)?;
            let value = fields.required(name, rule);
            return fields.complete(value);
        }
        let mut fields = Fields::from_body(Body::Form(body))?;
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
        serde_json::from_slice(without_byte_order_mark(&body))
            .map_err(|e| Error::malformed(format!("JSON parse error - {e}")))
    }
}

impl<S: Send + Sync> FromRequest<S> for Document {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        let content_type = content_type(request.headers());
        Ok(Self { content_type, body: bytes(request, BODY_MAX).await.map(Vec::from) })
    }
}
