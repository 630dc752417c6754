//! The body of a request as a handler parameter.

use axum::extract::{FromRequest, Request};
use axum::http::Method;
use serde_json::{Map, Value};

use crate::dialect::extract::body::{self, Body};
use crate::dialect::extract::fields::Fields;
use crate::dialect::extract::form;
use crate::dialect::extract::values;
use crate::domain::{Error, Id, Problem, Result};

/// A JSON, form or multipart body. Extraction never fails: errors are returned when the handler asks for the content, after it has
/// checked that the caller may make the request (`docs/api/common.md`, "Authorisation").
pub struct Input {
    body: Result<Body>,
    /// The query of a `DELETE`, for clients that send no body with it.
    query: Result<Map<String, Value>>,
}

/// An [`Input`] that may be large enough for files.
pub struct InputWithFiles(Result<Body>);

impl Input {
    /// The named fields of the body; an empty body has none. In a `DELETE` the query has those that the body lacks.
    pub fn fields(self) -> Result<Fields> {
        let mut fields = Fields::from_body(self.body?)?;
        for (name, value) in self.query? {
            // As among other parameters, the last value counts, and the empty text as absent.
            let value = match value {
                Value::Array(mut values) => values.pop().unwrap_or_default(),
                value => value,
            };
            if value != "" {
                fields.values.entry(name).or_insert(value);
            }
        }
        Ok(fields)
    }

    /// The same, of which a form has each of `names` at most once.
    pub fn fields_once(self, names: &[&'static str]) -> Result<Fields> {
        if let Ok(Body::Form(values) | Body::Parts(values, _)) = &self.body {
            let is_repeated = |name: &&&str| values.get(**name).is_some_and(Value::is_array);
            if let Some(name) = names.iter().find(is_repeated) {
                return Err(Error::field(*name, Problem::new("invalid", "This field is given more than once.")));
            }
        }
        self.fields()
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
        let value = match self.body? {
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
        let query = request.uri().query().filter(|_| request.method() == Method::DELETE).unwrap_or_default();
        let query = form::parse(query.as_bytes());
        Ok(Self { body: body::read(request, false).await, query })
    }
}

impl<S: Send + Sync> FromRequest<S> for InputWithFiles {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(body::read(request, true).await))
    }
}
