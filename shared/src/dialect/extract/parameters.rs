//! The parts of a request outside its body: ids in the path, query parameters, and where links must point.

use std::collections::HashMap;
use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::header::HOST;
use axum::http::request::Parts;

use crate::domain::cursor::{Cursor, OffsetRequest, Page};
use crate::domain::{Error, Result, UserId};

/// The id in a path; what is no id is not found.
pub struct PathId(pub UserId);

/// The word in a path, a username say.
pub struct PathText(pub String);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let PathText(text) = PathText::from_request_parts(parts, state).await?;
        UserId::parse(&text).map(Self).ok_or_else(Error::not_found)
    }
}

/// The id in a path, and the word that follows later.
pub struct PathIdAndText(pub UserId, pub String);

impl<S: Send + Sync> FromRequestParts<S> for PathIdAndText {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((id, text)) = path.map_err(|_| Error::not_found())?;
        UserId::parse(&id).map(|id| Self(id, text)).ok_or_else(Error::not_found)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PathText {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(text)| Self(text)).map_err(|_| Error::not_found())
    }
}

/// The query parameters; of one that comes more than once the last counts.
pub struct Params(HashMap<String, String>);

impl Params {
    /// The text of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

/// Scheme, host and path prefix under which the client reached the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// An origin such as `https://api.example.org/prod`.
    pub fn new(origin: impl Into<String>) -> Self {
        Self(origin.into())
    }

    /// The address of a path of the API.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// What comes between the host and the paths of the API, such as `/prod`; empty where nothing does.
    pub fn prefix(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        self.0[after_scheme..].find('/').map_or("", |at| &self.0[after_scheme + at..])
    }

    /// What the gateway said, or else what the request's headers say. They come from the client or from a proxy
    /// before it, and links go back to the same client, so nothing is gained by lying.
    fn of(parts: &Parts) -> Self {
        if let Some(origin) = parts.extensions.get::<Self>() {
            return origin.clone();
        }
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let scheme = header("x-forwarded-proto").filter(|s| matches!(*s, "http" | "https")).unwrap_or("http");
        let host = header("x-forwarded-host").or(header(HOST.as_str())).unwrap_or("localhost");
        let prefix = header("x-forwarded-prefix").map(|p| p.trim_end_matches('/')).unwrap_or_default();
        Self(format!("{scheme}://{host}{prefix}"))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

/// Parameters that say where a page begins.
const PLACES: [&str; 4] = ["offset", "cursor", "next_id", "prev_id"];

/// Writes the links from a page to its neighbours.
pub struct PageLinks {
    path: String,
    params: Vec<(String, String)>,
}

impl PageLinks {
    /// The addresses of the next and the previous page.
    pub fn of<T>(&self, page: &Page<T>) -> (Option<String>, Option<String>) {
        let link = |cursor: &Option<Cursor>| cursor.as_ref().map(|cursor| self.to(cursor));
        (link(&page.next), link(&page.previous))
    }

    fn to(&self, cursor: &Cursor) -> String {
        self.with("cursor", &cursor.encode())
    }

    /// The addresses of the pages after and before this one of a list of `count` rows.
    pub fn around(&self, page: OffsetRequest, count: usize) -> (Option<String>, Option<String>) {
        let OffsetRequest { limit, offset } = page;
        let at = |offset: usize| self.with("offset", &offset.to_string());
        let next = (offset + limit < count).then(|| at(offset + limit));
        (next, (offset > 0).then(|| at(offset.saturating_sub(limit))))
    }

    /// The address with these parameters in place of all whose names begin so.
    pub(crate) fn replacing(&self, family: &str, by: &[(&str, String)]) -> String {
        let kept = self.params.iter().filter(|(name, _)| !name.starts_with(family));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).extend_pairs(by);
        format!("{}?{}", self.path, query.finish())
    }

    /// The address of the page that this parameter names.
    pub fn with(&self, name: &str, value: &str) -> String {
        let kept = self.params.iter().filter(|(name, _)| !PLACES.contains(&name.as_str()));
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(kept).append_pair(name, value);
        format!("{}?{}", self.path, query.finish())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageLinks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let Origin(origin) = Origin::of(parts);
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self {
            path: format!("{origin}{}", parts.uri.path()),
            params: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        })
    }
}
