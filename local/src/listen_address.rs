//! The address that a server listens on: a host name or an IP address, and a port.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use tokio::net::{TcpListener, lookup_host};

use crate::failure::Failure;

/// A host and a port, such as `localhost:9000`, `0.0.0.0:9000` or `[::1]:0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListenAddress {
    host: String,
    port: u16,
}

/// The sockets of an address.
pub struct Listening {
    /// One for each IP address of the host, all with the same port.
    pub listeners: Vec<TcpListener>,
    /// The given host, with the port that was picked for 0.
    pub address: ListenAddress,
}

impl FromStr for ListenAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected HOST:PORT, such as localhost:9000 or 0.0.0.0:9000";
        let (host, port) = text.rsplit_once(':').ok_or(EXPECTED)?;
        let port = port.parse().map_err(|_| EXPECTED)?;
        let host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            Some(ip) => ip.parse::<Ipv6Addr>().map_err(|_| EXPECTED)?.to_string(),
            None if !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)) => {
                host.to_owned()
            }
            None => return Err(EXPECTED),
        };
        Ok(Self { host, port })
    }
}

impl fmt::Display for ListenAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "[{host}]:{port}") } else { write!(f, "{host}:{port}") }
    }
}

impl ListenAddress {
    /// Listens on every IP address of the host. Those that this machine does not have are left out, such as IPv6's
    /// loopback address where there is no IPv6.
    pub async fn listen(&self) -> Result<Listening, Failure> {
        let failed = |error: io::Error| Failure::new(format_args!("cannot listen on {self}: {error}"));
        let found = lookup_host((self.host.as_str(), self.port)).await.map_err(failed)?;
        let mut ips: Vec<IpAddr> = Vec::new();
        for address in found {
            if !ips.contains(&address.ip()) {
                ips.push(address.ip());
            }
        }
        let (mut listeners, mut port, mut unavailable) = (Vec::new(), self.port, None);
        for ip in ips {
            let listening = TcpListener::bind((ip, port)).await.and_then(|listener| {
                port = listener.local_addr()?.port();
                Ok(listener)
            });
            match listening {
                Ok(listener) => listeners.push(listener),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                    return Err(Failure::new(format_args!(
                        "{} is already in use: stop the process that listens there, or choose another address with \
                         --listen",
                        SocketAddr::new(ip, port)
                    )));
                }
                Err(error) => unavailable = Some(error),
            }
        }
        if listeners.is_empty() {
            return Err(failed(unavailable.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into())));
        }
        Ok(Listening { listeners, address: Self { host: self.host.clone(), port } })
    }

    /// Whether this is a name, which may stand for several IP addresses.
    pub fn is_name(&self) -> bool {
        self.host.parse::<IpAddr>().is_err()
    }

    /// The URL at which a browser on this machine finds the server.
    pub fn local_url(&self) -> String {
        match self.host.parse::<IpAddr>() {
            Ok(ip) if ip.is_unspecified() => format!("http://localhost:{}", self.port),
            _ => format!("http://{self}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_names_or_ip_addresses() {
        for (text, local_url) in [
            ("127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("localhost:0", "http://localhost:0"),
            ("my-laptop.lan:80", "http://my-laptop.lan:80"),
            ("0.0.0.0:9000", "http://localhost:9000"),
            ("[::]:9000", "http://localhost:9000"),
            ("[::1]:9000", "http://[::1]:9000"),
        ] {
            let address: ListenAddress = text.parse().expect(text);
            assert_eq!((address.to_string(), address.local_url()), (text.to_owned(), local_url.to_owned()));
        }
        for text in ["", "localhost", "9000", ":9000", "localhost:", "localhost:90000", "::1:9000", "[::1]", "a b:1"] {
            assert!(text.parse::<ListenAddress>().is_err(), "{text}");
        }
    }

    #[tokio::test]
    async fn all_sockets_of_a_name_have_the_same_port() {
        let address: ListenAddress = "localhost:0".parse().expect("an address");
        let Listening { listeners, address } = address.listen().await.expect("sockets");
        assert!(!listeners.is_empty() && address.port != 0);
        for listener in listeners {
            let socket = listener.local_addr().expect("an address");
            assert!(socket.ip().is_loopback() && socket.port() == address.port, "{socket}");
        }
    }
}
