//! Devices: browsers that get web pushes (`docs/api/devices.md`).

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::domain::account::token::{TokenRecord, fingerprint};
use crate::domain::account::viewer::Viewer;
use crate::domain::error::Problem;

/// Devices of one user. One more replaces the oldest.
pub const DEVICES_MAX: usize = 10;
/// How long the devices of a user are kept after one of them was last registered, in seconds: a year.
pub const DEVICES_KEPT_FOR: i64 = 365 * 24 * 60 * 60;
/// The longest endpoint, in bytes.
pub const ENDPOINT_MAX: usize = 1_000;
/// The domains of the push services of browsers: Chrome and its relatives, Firefox, Safari, and Edge. kith sends to no
/// other server, so that an endpoint cannot make it call one inside the operator's network.
pub const PUSH_SERVICES: [&str; 4] =
    ["fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"];
/// The beginnings of the endpoints of the browsers that SelfCommunity's client names. It sends the last segment alone.
const BROWSERS: [(&str, &str); 3] = [
    ("CHROME", "https://fcm.googleapis.com/fcm/send/"),
    ("OPERA", "https://fcm.googleapis.com/fcm/send/"),
    ("FIREFOX", "https://updates.push.services.mozilla.com/wpush/v2/"),
];
/// The length of an uncompressed point of P-256, and its first byte.
const PUBLIC_KEY: (usize, u8) = (65, 4);
/// The length of the authentication secret of a device.
const AUTH_SECRET: usize = 16;

/// Base64 for URLs, which browsers write without padding.
const BASE64: GeneralPurpose = {
    let config = GeneralPurposeConfig::new().with_encode_padding(false);
    let config = config.with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&URL_SAFE, config)
};

/// Where a push service takes the pushes to a device. Whoever knows it can send to the device, if they have the key of
/// the community as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PushEndpoint(String);

/// The id of a device: a fingerprint of its endpoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceId(String);

/// A browser that gets pushes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Where its push service takes pushes.
    pub endpoint: PushEndpoint,
    /// Its public key, an uncompressed point of P-256, in base64url.
    pub p256dh: String,
    /// Its authentication secret, in base64url.
    pub auth: String,
    /// The token with which it was registered. The device ends when the token is no longer accepted.
    pub token: TokenRecord,
    /// When it was registered, in milliseconds since 1970.
    pub since: i64,
}

impl PushEndpoint {
    /// Parses an endpoint: an `https` URL of one of [`PUSH_SERVICES`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::new("invalid", "Expected the https URL of a push service.");
        if text.len() > ENDPOINT_MAX {
            return Err(Problem::too_long(ENDPOINT_MAX));
        }
        let url = Url::parse(text).map_err(|_| wrong())?;
        let is_plain = url.scheme() == "https"
            && url.username().is_empty()
            && url.password().is_none()
            && url.port().is_none()
            && url.fragment().is_none();
        let Some(Host::Domain(host)) = url.host() else { return Err(wrong()) };
        if !is_plain {
            return Err(wrong());
        }
        if !PUSH_SERVICES.iter().any(|service| is_within(host, service)) {
            return Err(Problem::new("unknown_push_service", "This is not a push service of a browser."));
        }
        Ok(Self(url.into()))
    }

    /// Parses the last segment of an endpoint of this browser, or a whole endpoint.
    pub fn of_registration(browser: Option<&str>, registration: &str) -> Result<Self, Problem> {
        if registration.starts_with("https://") {
            return Self::parse(registration);
        }
        let is_segment = |c: char| c.is_ascii_alphanumeric() || "-_.~:=%".contains(c);
        if registration.is_empty() || !registration.chars().all(is_segment) {
            return Err(Problem::new("invalid", "Expected an endpoint, or the last segment of one."));
        }
        let beginning = BROWSERS.iter().find(|(name, _)| browser == Some(name)).map(|(_, beginning)| beginning);
        let message = "Expected CHROME, FIREFOX or OPERA, or a whole endpoint in registration_id.";
        Self::parse(&format!(
            "{}{registration}",
            beginning.ok_or_else(|| Problem::new("unknown_push_service", message))?
        ))
    }

    /// The last segment.
    pub fn registration(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme and host.
    pub fn origin(&self) -> String {
        Url::parse(&self.0).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
    }

    /// The id of the device that has it.
    pub fn device(&self) -> DeviceId {
        DeviceId(fingerprint(&self.0))
    }
}

impl DeviceId {
    /// The id with this text. One that is malformed is no device's.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The text, 32 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the text can be the id of a device.
    pub fn is_valid(&self) -> bool {
        self.0.len() == 32 && self.0.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    }
}

impl Device {
    /// A device that this caller registers.
    pub fn new(endpoint: PushEndpoint, p256dh: String, auth: String, viewer: &Viewer, now: Timestamp) -> Self {
        Self { endpoint, p256dh, auth, token: viewer.claims.record(), since: now.as_millisecond() }
    }

    /// The bytes of its public key; empty if they cannot be read.
    pub fn public_key(&self) -> Vec<u8> {
        BASE64.decode(&self.p256dh).unwrap_or_default()
    }

    /// The bytes of its authentication secret; empty if they cannot be read.
    pub fn auth_secret(&self) -> Vec<u8> {
        BASE64.decode(&self.auth).unwrap_or_default()
    }
}

/// Decodes base64 of either alphabet: browsers write that of URLs, SelfCommunity's client the other.
fn decode(text: &str) -> Vec<u8> {
    BASE64.decode(text.replace('+', "-").replace('/', "_")).unwrap_or_default()
}

/// Parses the public key of a device. Whether the point is on the curve shows when a push is encrypted.
pub fn parse_public_key(text: &str) -> Result<String, Problem> {
    let key = decode(text);
    let is_key = key.len() == PUBLIC_KEY.0 && key.first() == Some(&PUBLIC_KEY.1);
    if is_key { Ok(BASE64.encode(key)) } else { Err(Problem::new("invalid", "Expected a public key in base64url.")) }
}

/// Parses the authentication secret of a device.
pub fn parse_auth_secret(text: &str) -> Result<String, Problem> {
    let secret = decode(text);
    if secret.len() == AUTH_SECRET {
        Ok(BASE64.encode(secret))
    } else {
        Err(Problem::new("invalid", "Expected 16 bytes in base64url."))
    }
}

fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_a_url_of_a_known_push_service() {
        for text in [
            "https://fcm.googleapis.com/fcm/send/dEvIcE:APA91b",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA",
            "https://web.push.apple.com/QGuQyavXutnMH",
            "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2f",
        ] {
            let endpoint = PushEndpoint::parse(text).unwrap();
            assert_eq!(endpoint.as_str(), text);
            assert!(endpoint.device().is_valid() && text.starts_with(&format!("{}/", endpoint.origin())), "{text}");
        }
    }

    #[test]
    fn an_endpoint_leads_to_no_other_server() {
        let long = format!("https://fcm.googleapis.com/{}", "x".repeat(ENDPOINT_MAX));
        for (text, code) in [
            ("", "invalid"),
            ("fcm.googleapis.com/fcm/send/x", "invalid"),
            ("http://fcm.googleapis.com/fcm/send/x", "invalid"),
            ("https://fcm.googleapis.com:8443/x", "invalid"),
            ("https://user@fcm.googleapis.com/x", "invalid"),
            ("https://:secret@fcm.googleapis.com/x", "invalid"),
            ("https://fcm.googleapis.com/x#y", "invalid"),
            ("https://127.0.0.1/x", "invalid"),
            ("https://2130706433/x", "invalid"),
            ("https://[::1]/x", "invalid"),
            ("https://169.254.169.254/latest/meta-data/", "invalid"),
            ("https://localhost/x", "unknown_push_service"),
            ("https://fcm.googleapis.com.evil.example/x", "unknown_push_service"),
            ("https://notfcm.googleapis.com/x", "unknown_push_service"),
            ("https://evilpush.apple.com/x", "unknown_push_service"),
            ("https://evil.example/?https://fcm.googleapis.com/", "unknown_push_service"),
            ("file:///etc/passwd", "invalid"),
            (&long, "max_length"),
        ] {
            assert_eq!(PushEndpoint::parse(text).unwrap_err().code, code, "{text}");
        }
    }

    #[test]
    fn a_registration_is_the_last_segment_of_an_endpoint_or_a_whole_one() {
        for (browser, registration, endpoint) in [
            (Some("CHROME"), "dEvIcE:APA91b-_", "https://fcm.googleapis.com/fcm/send/dEvIcE:APA91b-_"),
            (Some("OPERA"), "dEvIcE", "https://fcm.googleapis.com/fcm/send/dEvIcE"),
            (Some("FIREFOX"), "gAAA=", "https://updates.push.services.mozilla.com/wpush/v2/gAAA="),
            (Some("CHROME"), "https://web.push.apple.com/QGuQ", "https://web.push.apple.com/QGuQ"),
            (None, "https://web.push.apple.com/QGuQ", "https://web.push.apple.com/QGuQ"),
        ] {
            let parsed = PushEndpoint::of_registration(browser, registration).unwrap();
            assert_eq!((parsed.as_str(), registration.ends_with(parsed.registration())), (endpoint, true));
        }
        for (browser, registration, code) in [
            (Some("CHROME"), "", "invalid"),
            (Some("CHROME"), "../send", "invalid"),
            (Some("CHROME"), "@evil.example", "invalid"),
            (Some("CHROME"), "x?y", "invalid"),
            (Some("CHROME"), "https://evil.example/x", "unknown_push_service"),
            (Some("EDGE"), "x", "unknown_push_service"),
            (None, "x", "unknown_push_service"),
        ] {
            assert_eq!(PushEndpoint::of_registration(browser, registration).unwrap_err().code, code, "{registration}");
        }
    }

    #[test]
    fn keys_have_their_lengths() {
        let (key, secret) = (BASE64.encode([[4_u8; 65]].concat()), BASE64.encode([7_u8; 16]));
        assert_eq!(parse_public_key(&key).unwrap(), key);
        assert_eq!(parse_auth_secret(&secret).unwrap(), secret);
        assert_eq!(parse_public_key(key.trim_end_matches('=')).unwrap(), key);
        assert_eq!(parse_auth_secret("++//AAAAAAAAAAAAAAAAAA==").unwrap(), "--__AAAAAAAAAAAAAAAAAA");
        for wrong in ["", "AAAA", "not base64!", &secret] {
            assert!(parse_public_key(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "AAAA", "not base64!", &key] {
            assert!(parse_auth_secret(wrong).is_err(), "{wrong}");
        }
    }
}
