//! Where the client reached the API.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;

/// Scheme, host and path prefix under which the client reached the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// An origin such as `https://api.example.org/prod`.
    pub fn new(origin: impl Into<String>) -> Self {
        Self(origin.into())
    }

    /// The URL of a path of the API.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Whether clients reach the API by https.
    pub(crate) fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The path prefix, such as `/prod`; empty if there is none.
    pub fn prefix(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        self.0[after_scheme..].find('/').map_or("", |at| &self.0[after_scheme + at..])
    }

    /// The origin that the gateway reported, otherwise the one in the request's headers. A client can forge those
    /// headers, but the links go back to the same client.
    pub(crate) fn from_parts(parts: &Parts) -> Self {
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
        Ok(Self::from_parts(parts))
    }
}
