//! The client of a request: its network address, and what it calls itself.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr};

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

/// The network address of the client ([`TrustedProxies`](crate::runtime::proxies::TrustedProxies) finds it).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientAddress {
    ip: String,
    network: String,
}

impl ClientAddress {
    /// The address as the gateway or the socket reports it.
    pub fn new(address: &str) -> Self {
        match address.parse() {
            Ok(ip) => Self::of_ip(ip),
            Err(_) => Self { ip: address.to_owned(), network: address.to_owned() },
        }
    }

    pub(super) fn of_ip(ip: IpAddr) -> Self {
        let ip = ip.to_canonical();
        let network = match ip {
            IpAddr::V6(ip) => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            IpAddr::V4(ip) => ip.to_string(),
        };
        Self { ip: ip.to_string(), network }
    }

    /// The address that the service has given the request; empty outside a service.
    pub(super) fn of(extensions: &Extensions) -> Self {
        extensions.get::<Self>().cloned().unwrap_or_default()
    }

    /// The address for throttling: of IPv6 the first half, which one customer gets.
    pub fn as_str(&self) -> &str {
        &self.network
    }

    /// The whole address.
    pub fn ip(&self) -> &str {
        &self.ip
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions))
    }
}

/// What the client calls itself in `User-Agent`, for the list of sessions and security events; empty if it does not.
#[derive(Clone, Debug)]
pub struct UserAgent(String);

impl UserAgent {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let header = headers.get(USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        Self(header.unwrap_or_default())
    }

    /// The text, as long as the client made it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for UserAgent {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
