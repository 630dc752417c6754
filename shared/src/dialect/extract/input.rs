//! The body of a request as a handler parameter.

use axum::extract::{FromRequest, Request};
use serde_json::Value;

use crate::dialect::extract::body::{self, Body};
use crate::dialect::extract::fields::Fields;
use crate::dialect::extract::values;
use crate::domain::{Error, Id, Problem, Result};

/// A JSON, form or multipart body. Extraction never fails: errors are returned when the handler asks for the content, after it has
/// checked that the caller may make the request (`docs/api/common.md`, "Authorisation").
pub struct Input(Result<Body>);

/// An [`Input`] that may be large enough for files.
pub struct InputWithFiles(Result<Body>);

impl Input {
    /// The named fields of the body; an empty body has none.
    pub fn fields(self) -> Result<Fields> {
        Fields::from_body(self.0?)
    }

    /// The list of texts in the field `name`, or in a body that is the bare array.
    pub fn texts(self, name: &'static str) -> Result<Vec<String>> {
        let wrong = || Error::field(name, Problem::new("not_a_list", "Expected a list of strings."));
        let texts = self.list(name, "Expected a list of strings.")?.into_iter().map(|value| match value {
            Value::String(text) => Ok(text),
            _ => Err(wrong()),
        });
        texts.collect()
    }

    /// The list of at most `max` ids in the field `name`, or in a body that is the bare array. An id is an integer or
    /// the text of its digits.
    pub fn ids(self, name: &'static str, max: usize) -> Result<Vec<Id>> {
        let values = self.list(name, "Expected a list of ids.")?;
        if values.len() > max {
            return Err(Error::field(name, Problem::too_many(max)));
        }
        let wrong = || Error::field(name, Problem::new("invalid", "A list of valid ids is required."));
        values.iter().map(|value| values::id(value).ok_or_else(wrong)).collect()
    }

    fn list(self, name: &'static str, expected: &'static str) -> Result<Vec<Value>> {
        let required = || Error::field(name, Problem::required());
        let value = match self.0? {
            Body::Json(Value::Object(mut fields)) => fields.remove(name).ok_or_else(required)?,
            Body::Json(value) => value,
            Body::Form(mut fields) | Body::Parts(mut fields, _) => match fields.remove(name).ok_or_else(required)? {
                // A form cannot mark a single value as a list.
                Value::String(text) => Value::Array(vec![Value::String(text)]),
                value => value,
            },
        };
        match value {
            Value::Array(values) => Ok(values),
            _ => Err(Error::field(name, Problem::new("not_a_list", expected))),
        }
    }
}

impl InputWithFiles {
    /// The named fields of the body; an empty body has none.
    pub fn fields(self) -> Result<Fields> {
        Fields::from_body(self.0?)
    }
}

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(body::read(request, false).await))
    }
}

impl<S: Send + Sync> FromRequest<S> for InputWithFiles {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(body::read(request, true).await))
    }
}
