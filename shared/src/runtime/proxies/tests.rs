use axum::http::header::HOST;
use axum::http::{HeaderName, HeaderValue};
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// The address of the socket, or of what called the gateway.
const PEER: &str = "203.0.113.9";

type Headers<'a> = &'a [(&'a str, &'a str)];

fn request(headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>) -> Request<()> {
    let mut request = Request::new(());
    request.headers_mut().insert(HOST, HeaderValue::from_static("kith.test:9000"));
    for (name, value) in headers {
        request.headers_mut().append(name, value);
    }
    request
}

fn with(headers: Headers<'_>) -> Request<()> {
    request(headers.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap())))
}

fn from_socket(mut request: Request<()>) -> Request<()> {
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(PEER.parse().unwrap(), 40_000)));
    request
}

fn from_gateway(mut request: Request<()>) -> Request<()> {
    let origin = Origin::https("abc.execute-api.eu-west-1.amazonaws.com", "/prod");
    request.extensions_mut().insert(Gateway { source_ip: Some(PEER.to_owned()), origin });
    request
}

fn located(proxies: u8, request: Request<()>) -> (String, String) {
    let request = TrustedProxies(proxies).locate(request);
    let address = request.extensions().get::<ClientAddress>().unwrap();
    (address.as_str().to_owned(), request.extensions().get::<Origin>().unwrap().at(""))
}

#[test]
fn the_address_is_the_one_that_the_outermost_trusted_proxy_has_appended() {
    for (proxies, lines, expected) in [
        (0, &["192.0.2.1"][..], PEER),
        (1, &[], PEER),
        (1, &[""], PEER),
        (1, &[", ,"], PEER),
        (1, &["192.0.2.1"], "192.0.2.1"),
        (1, &["  192.0.2.1\t"], "192.0.2.1"),
        (1, &["192.0.2.1:4711"], "192.0.2.1"),
        (1, &["198.51.100.7, 192.0.2.1"], "192.0.2.1"),
        (1, &["198.51.100.7,192.0.2.1"], "192.0.2.1"),
        (1, &["198.51.100.7", "192.0.2.1"], "192.0.2.1"),
        (1, &["192.0.2.1", ""], "192.0.2.1"),
        (1, &["192.0.2.1, "], "192.0.2.1"),
        // Malformed: the address of the last proxy, and never an entry further left.
        (1, &["192.0.2.1, unknown"], PEER),
        (1, &["192.0.2.1, _hidden"], PEER),
        (1, &["192.0.2.1, 192.0.2.256"], PEER),
        (1, &["192.0.2.1, 192.0.2.1:99999"], PEER),
        (1, &["192.0.2.1, \"192.0.2.2\""], PEER),
        (1, &["192.0.2.1 192.0.2.2"], PEER),
        (1, &["192.0.2.1, fe80::1%eth0"], PEER),
        (1, &["192.0.2.1, [2001:db8::1"], PEER),
        (1, &["192.0.2.1, [192.0.2.1]"], PEER),
        (1, &["for=192.0.2.1"], PEER),
        // IPv6, whose first half is what one customer gets, and IPv4 within it.
        (1, &["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::/64"),
        (1, &["[2001:db8:1:2:3:4:5:6]"], "2001:db8:1:2::/64"),
        (1, &["[2001:DB8:1:2::6]:443"], "2001:db8:1:2::/64"),
        (1, &["::ffff:192.0.2.1"], "192.0.2.1"),
        // More proxies.
        (2, &["192.0.2.1"], PEER),
        (2, &["192.0.2.1, 192.0.2.2"], "192.0.2.1"),
        (2, &["192.0.2.1", "192.0.2.2"], "192.0.2.1"),
        (2, &["198.51.100.7, 192.0.2.1", "192.0.2.2"], "192.0.2.1"),
        (2, &["192.0.2.1, unknown"], "192.0.2.1"),
        (2, &["unknown, 192.0.2.2"], PEER),
        (9, &["192.0.2.9, 8, 7, 6, 5, 4, 3, 2, 1"], "192.0.2.9"),
        (9, &["192.0.2.9, 7, 6, 5, 4, 3, 2, 1"], PEER),
    ] {
        let headers: Vec<_> = lines.iter().map(|line| ("x-forwarded-for", *line)).collect();
        assert_eq!(located(proxies, from_socket(with(&headers))).0, expected, "{proxies} {lines:?}");
    }
}

#[test]
fn the_gateway_appends_the_address_that_called_it_and_is_not_counted() {
    for (proxies, line, expected) in [
        (0, "192.0.2.1, 203.0.113.9", PEER),
        (1, "203.0.113.9", PEER),
        (1, "192.0.2.1, 203.0.113.9", "192.0.2.1"),
        (1, "198.51.100.7, 192.0.2.1, 203.0.113.9", "192.0.2.1"),
        // A gateway that appends nothing.
        (1, "198.51.100.7, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.1, 192.0.2.2, 203.0.113.9", "192.0.2.1"),
        (2, "192.0.2.2, 203.0.113.9", PEER),
        // The gateway's entry alone is not counted.
        (2, "192.0.2.1, 203.0.113.9, 203.0.113.9", "192.0.2.1"),
    ] {
        let headers = [("x-forwarded-for", line)];
        assert_eq!(located(proxies, from_gateway(with(&headers))).0, expected, "{proxies} {line}");
    }
    // Before a server's own socket no entry is left out: there the client may be on the machine of the proxy.
    let own = [("x-forwarded-for", "192.0.2.1, 203.0.113.9")];
    assert_eq!(located(1, from_socket(with(&own))).0, PEER);
}

#[test]
fn a_caller_without_an_ip_address_keeps_its_name() {
    let mut request = with(&[]);
    let origin = Origin::https("api.example.org", "");
    request.extensions_mut().insert(Gateway { source_ip: Some("test-invoke-source-ip".to_owned()), origin });
    assert_eq!(located(1, request).0, "test-invoke-source-ip");
    assert_eq!(located(1, with(&[])).0, "");
}

#[test]
fn the_origin_is_the_servers_own_without_a_trusted_proxy() {
    let forged: Headers<'_> = &[
        ("x-forwarded-proto", "http"),
        ("x-forwarded-host", "attacker.example"),
        ("x-forwarded-prefix", "/attacker"),
        ("forwarded", "host=attacker.example;proto=http"),
    ];
    assert_eq!(located(0, from_gateway(with(forged))).1, "https://abc.execute-api.eu-west-1.amazonaws.com/prod");
    assert_eq!(located(0, from_socket(with(&[("x-forwarded-proto", "https")]))).1, "http://kith.test:9000");
    assert_eq!(located(0, Request::new(())).1, "http://localhost");
}

#[test]
fn a_trusted_proxy_states_the_origin() {
    const OWN: &str = "http://kith.test:9000";
    for (headers, expected) in [
        (&[][..], OWN),
        (&[("x-forwarded-proto", "https")], "https://kith.test:9000"),
        (&[("x-forwarded-proto", "HTTPS")], "https://kith.test:9000"),
        (&[("x-forwarded-host", "example.org")], "http://example.org"),
        (&[("x-forwarded-host", "example.org:8443")], "http://example.org:8443"),
        (&[("x-forwarded-host", "[2001:db8::1]:8443")], "http://[2001:db8::1]:8443"),
        (&[("x-forwarded-host", "my_pc.lan")], "http://my_pc.lan"),
        (&[("x-forwarded-prefix", "/kith")], "http://kith.test:9000/kith"),
        (&[("x-forwarded-prefix", "/a/b-c_d.e~f/")], "http://kith.test:9000/a/b-c_d.e~f"),
        (&[("x-forwarded-prefix", "/")], OWN),
        // The nearest proxy's statement is the last.
        (&[("x-forwarded-host", "attacker.example, example.org")], "http://example.org"),
        (&[("x-forwarded-host", "attacker.example"), ("x-forwarded-host", "example.org")], "http://example.org"),
        (&[("x-forwarded-proto", "http,https")], "https://kith.test:9000"),
        (&[("x-forwarded-host", "example.org, ")], OWN),
        // What is invalid counts as absent.
        (&[("x-forwarded-proto", "javascript")], OWN),
        (&[("x-forwarded-proto", "")], OWN),
        (&[("x-forwarded-host", "user@example.org")], OWN),
        (&[("x-forwarded-host", "example.org/path")], OWN),
        (&[("x-forwarded-host", "example.org?query")], OWN),
        (&[("x-forwarded-host", "example.org:port")], OWN),
        (&[("x-forwarded-host", "exa mple.org")], OWN),
        (&[("x-forwarded-host", "\"><script>")], OWN),
        (&[("x-forwarded-host", "2001:db8::1")], OWN),
        (&[("x-forwarded-prefix", "kith")], OWN),
        (&[("x-forwarded-prefix", "//attacker.example")], OWN),
        (&[("x-forwarded-prefix", "/a//b")], OWN),
        (&[("x-forwarded-prefix", "/a/../b")], OWN),
        (&[("x-forwarded-prefix", "/./")], OWN),
        (&[("x-forwarded-prefix", "https://attacker.example")], OWN),
        (&[("x-forwarded-prefix", "/a b")], OWN),
        (&[("x-forwarded-prefix", "/a%2fb")], OWN),
        (&[("x-forwarded-prefix", "/\"><script>")], OWN),
    ] {
        assert_eq!(located(1, from_socket(with(headers))).1, expected, "{headers:?}");
    }
    let long = format!("{}.example", "a".repeat(HOST_MAX));
    assert_eq!(located(1, from_socket(with(&[("x-forwarded-host", &long)]))).1, OWN);
}

#[test]
fn a_proxy_before_the_gateway_states_what_differs_from_the_gateways_origin() {
    for (headers, expected) in [
        // The gateway sets this header itself.
        (&[("x-forwarded-proto", "https")][..], "https://abc.execute-api.eu-west-1.amazonaws.com/prod"),
        (&[("x-forwarded-host", "example.org")], "https://example.org/prod"),
        (&[("x-forwarded-host", "example.org"), ("x-forwarded-prefix", "/")], "https://example.org"),
        (&[("x-forwarded-host", "example.org"), ("x-forwarded-prefix", "/api")], "https://example.org/api"),
    ] {
        assert_eq!(located(1, from_gateway(with(headers))).1, expected, "{headers:?}");
    }
}

#[test]
fn a_setting_is_a_small_number() {
    for (text, expected) in [("0", Some(0)), ("1", Some(1)), ("9", Some(9)), ("10", None), ("-1", None), ("all", None)]
    {
        assert_eq!(text.parse::<TrustedProxies>().ok(), expected.map(TrustedProxies), "{text}");
    }
}

fn ip() -> impl Strategy<Value = IpAddr> {
    prop_oneof![any::<[u8; 4]>().prop_map(IpAddr::from), any::<[u16; 8]>().prop_map(IpAddr::from)]
}

/// A header line as a client may send it.
fn forged() -> impl Strategy<Value = HeaderValue> {
    let bytes = vec(prop_oneof![Just(b','), Just(b' '), 0x20_u8..0x7f, 0x80_u8..=0xff], 0..60);
    let entries = vec(ip().prop_map(|ip| ip.to_string()), 0..5).prop_map(|ips| ips.join(", ").into_bytes());
    prop_oneof![bytes, entries].prop_map(|bytes| HeaderValue::from_bytes(&bytes).unwrap())
}

/// What a proxy makes of the header: its client's address after the lines, or at the end of the last one.
fn append(lines: &mut Vec<HeaderValue>, client: IpAddr, in_new_line: bool) {
    let entry = client.to_string();
    match lines.last_mut() {
        Some(last) if !in_new_line => {
            let line = [last.as_bytes(), b", ", entry.as_bytes()].concat();
            *last = HeaderValue::from_bytes(&line).unwrap();
        }
        _ => lines.push(HeaderValue::from_str(&entry).unwrap()),
    }
}

proptest! {
    /// Whatever a client sends, it is the client's own address by which it is throttled.
    #[test]
    fn a_client_cannot_choose_its_address(
        mut lines in vec(forged(), 0..4),
        client in ip(),
        others in vec((ip(), any::<bool>()), 0..8),
        in_new_line: bool,
        behind_gateway: bool,
    ) {
        let peer: IpAddr = PEER.parse().unwrap();
        prop_assume!(client != peer && others.iter().all(|(ip, _)| *ip != peer));
        append(&mut lines, client, in_new_line);
        for (proxy, in_new_line) in &others {
            append(&mut lines, *proxy, *in_new_line);
        }
        if behind_gateway {
            append(&mut lines, peer, in_new_line);
        }
        let request = request(lines.into_iter().map(|line| (HeaderName::from_static(FORWARDED_FOR), line)));
        let request = if behind_gateway { from_gateway(request) } else { from_socket(request) };
        let proxies = u8::try_from(others.len()).unwrap() + 1;
        let address = located(proxies, request.clone()).0;
        prop_assert_eq!(address, ClientAddress::of_ip(client).as_str().to_owned());
        prop_assert_eq!(located(0, request).0, PEER);
    }

    /// Nothing that a header says makes an origin that is no URL.
    #[test]
    fn an_origin_is_a_url(host in forged(), path in forged(), scheme in forged()) {
        let names = [FORWARDED_HOST, FORWARDED_PREFIX, FORWARDED_PROTO].map(HeaderName::from_static);
        let (_, origin) = located(1, from_socket(request(names.into_iter().zip([host, path, scheme]))));
        let url = Url::parse(&origin).unwrap();
        prop_assert!(url.has_host() && url.username().is_empty() && url.query().is_none() && url.fragment().is_none());
    }
}
