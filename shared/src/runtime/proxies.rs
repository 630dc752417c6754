//! Decides where a request comes from and under which origin its client reached the API, by what the gateway or the socket
//! reports and by the headers of those proxies that the configuration trusts.
//!
//! Each proxy appends the address of its own client to `X-Forwarded-For`, so that the entries on the right are those of the
//! trusted proxies, and the client's own claims are left of them.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request};
use url::Url;

use crate::dialect::Origin;
use crate::dialect::extract::Scheme;
use crate::runtime::client::ClientAddress;

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";
const FORWARDED_HOST: &str = "x-forwarded-host";
const FORWARDED_PREFIX: &str = "x-forwarded-prefix";

/// The longest name of a host with its port, in bytes.
const HOST_MAX: usize = 261;

/// The number of proxies before the gateway, or before the socket, whose headers are believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(u8);

/// What the gateway reports of a request.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// The network address that called the gateway. The gateway also appends it to `X-Forwarded-For`.
    pub source_ip: Option<String>,
    /// The gateway's own origin.
    pub origin: Origin,
}

impl TrustedProxies {
    /// The largest number.
    pub const MAX: u8 = 9;

    /// Whether there is a proxy that is trusted.
    pub fn any(self) -> bool {
        self.0 > 0
    }

    /// Gives a request the [`ClientAddress`] and the [`Origin`] that its handlers see.
    pub fn locate<B>(self, mut request: Request<B>) -> Request<B> {
        let gateway = request.extensions().get::<Gateway>();
        let headers = request.headers();
        let address = match gateway {
            Some(Gateway { source_ip, .. }) => {
                let source = source_ip.as_deref().unwrap_or_default();
                let forwarded = self.forwarded_address(headers, source.parse().ok());
                forwarded.map_or_else(|| ClientAddress::new(source), ClientAddress::of_ip)
            }
            None => {
                let socket = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
                self.forwarded_address(headers, None).or(socket).map(ClientAddress::of_ip).unwrap_or_default()
            }
        };
        let own = gateway.map_or_else(|| Origin::of_host(headers), |gateway| gateway.origin.clone());
        let origin = if self.any() { forwarded_origin(own, headers) } else { own };
        request.extensions_mut().insert(address);
        request.extensions_mut().insert(origin);
        request
    }

    /// The address that the outermost trusted proxy has appended. `None` if it is missing or no address.
    fn forwarded_address(self, headers: &HeaderMap, appended_by_gateway: Option<IpAddr>) -> Option<IpAddr> {
        let proxies_behind = usize::from(self.0).checked_sub(1)?;
        let lines = headers.get_all(FORWARDED_FOR).iter().rev();
        // Bytes, so that what a client puts into the line hides no entry of a proxy.
        let entries = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        let mut entries = entries.map(<[u8]>::trim_ascii).filter(|entry| !entry.is_empty()).map(address).peekable();
        if let Some(source) = appended_by_gateway {
            entries.next_if_eq(&Some(source.to_canonical()));
        }
        entries.nth(proxies_behind).flatten()
    }
}

/// Reads `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]` and `[2001:db8::1]:4711`.
fn address(entry: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(entry).ok()?;
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    text.parse().ok().or_else(with_port).or_else(in_brackets).map(|ip: IpAddr| ip.to_canonical())
}

/// The origin that the nearest proxy has stated. What it has not stated, or what is invalid, stays as it is.
fn forwarded_origin(own: Origin, headers: &HeaderMap) -> Origin {
    let stated = |name: &str| {
        let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        line.rsplit(',').next().map(str::trim)
    };
    Origin {
        scheme: stated(FORWARDED_PROTO).and_then(scheme).unwrap_or(own.scheme),
        host: stated(FORWARDED_HOST).filter(|host| is_host(host)).map_or(own.host, str::to_owned),
        prefix: stated(FORWARDED_PREFIX).and_then(prefix).map_or(own.prefix, str::to_owned),
    }
}

fn scheme(text: &str) -> Option<Scheme> {
    match text {
        _ if text.eq_ignore_ascii_case("https") => Some(Scheme::Https),
        _ if text.eq_ignore_ascii_case("http") => Some(Scheme::Http),
        _ => None,
    }
}

/// Whether this is a host, with or without a port.
fn is_host(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    (1..=HOST_MAX).contains(&text.len())
        && text.chars().all(is_plain)
        && Url::parse(&format!("http://{text}")).is_ok_and(|url| url.has_host())
}

/// The prefix without a slash at its end, if it is a plain path. That of `/` is empty.
fn prefix(text: &str) -> Option<&str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    let path = text.strip_suffix('/').unwrap_or(text);
    let mut segments = path.split('/').skip(1);
    let is_path = text.starts_with('/') && path.chars().all(is_plain);
    (is_path && segments.all(|segment| !matches!(segment, "" | "." | ".."))).then_some(path)
}

impl FromStr for TrustedProxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse().ok().filter(|number| *number <= Self::MAX);
        number.map(Self).ok_or_else(|| format!("{text:?} is not a number from 0 to {}", Self::MAX))
    }
}

impl fmt::Display for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests;
