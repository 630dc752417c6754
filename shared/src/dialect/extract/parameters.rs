//! Path and query parameters.

use std::collections::HashMap;
use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::dialect::extract::truth;
use crate::domain::cursor::PageRequest;
use crate::domain::{Error, Problem, Result, UserId};

/// What a path names. `auth` makes these types handler parameters, because credentials are checked before a path is
/// judged (`docs/api/common.md`, "Authorisation").
pub trait InPath: Sized {
    /// Reads the parameters of the path. Those that can name nothing are 404.
    fn read(parts: &mut Parts) -> impl Future<Output = Result<Self>> + Send;
}

/// The id in a path; text that is not an id is 404.
pub struct PathId(pub UserId);

/// The text in a path, such as a username.
pub struct PathText(pub String);

/// The id in a path, and the text further on in it.
pub struct PathIdAndText(pub UserId, pub String);

impl InPath for PathId {
    async fn read(parts: &mut Parts) -> Result<Self> {
        let PathText(text) = PathText::read(parts).await?;
        UserId::parse(&text).map(Self).ok_or_else(Error::not_found)
    }
}

impl InPath for PathText {
    async fn read(parts: &mut Parts) -> Result<Self> {
        let path = Path::<String>::from_request_parts(parts, &()).await;
        path.map(|Path(text)| Self(text)).map_err(|_| Error::not_found())
    }
}

impl InPath for PathIdAndText {
    async fn read(parts: &mut Parts) -> Result<Self> {
        let path = Path::<(String, String)>::from_request_parts(parts, &()).await;
        let Path((id, text)) = path.map_err(|_| Error::not_found())?;
        UserId::parse(&id).map(|id| Self(id, text)).ok_or_else(Error::not_found)
    }
}

/// The query parameters. A parameter that occurs more than once counts with its last value, and an empty one as absent.
pub struct Params(HashMap<String, String>);

impl Params {
    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The part of a list that `limit`, `offset` and `cursor` request.
    pub fn page(&self) -> Result<PageRequest> {
        PageRequest::parse(self.get("limit"), self.get("offset"), self.get("cursor"))
    }

    /// An optional truth value.
    pub fn flag(&self, name: &'static str) -> Result<Option<bool>> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let wrong = || Error::field(name, Problem::new("invalid_choice", "Not a valid choice: use 0 or 1."));
        truth::of_text(text).map(Some).ok_or_else(wrong)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}
