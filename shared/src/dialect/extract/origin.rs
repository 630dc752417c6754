//! Where the client reached the API.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::request::Parts;

/// Scheme, host and path prefix under which the client reached the API
/// ([`TrustedProxies`](crate::runtime::proxies::TrustedProxies) finds them).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub(crate) scheme: Scheme,
    pub(crate) host: String,
    pub(crate) prefix: String,
}

/// How a client reached the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

impl Origin {
    /// An origin that clients reach by https, such as `https://api.example.org/prod`.
    pub(crate) fn https(host: impl Into<String>, prefix: impl Into<String>) -> Self {
        Self { scheme: Scheme::Https, host: host.into(), prefix: prefix.into() }
    }

    /// The origin of a server without TLS that nothing is in front of. A client can forge its `Host` header, but the links
    /// go back to the same client.
    pub(crate) fn of_host(headers: &HeaderMap) -> Self {
        let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
        Self { scheme: Scheme::Http, host: host.to_owned(), prefix: String::new() }
    }

    /// The URL of a path of the API.
    pub fn at(&self, path: &str) -> String {
        let Self { host, prefix, .. } = self;
        let scheme = if self.is_https() { "https" } else { "http" };
        format!("{scheme}://{host}{prefix}{path}")
    }

    /// Whether clients reach the API by https.
    pub(crate) fn is_https(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// The path prefix, such as `/prod`; empty if there is none.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The origin that the service has given the request.
    pub(crate) fn from_parts(parts: &Parts) -> Self {
        parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self::of_host(&parts.headers))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::from_parts(parts))
    }
}
