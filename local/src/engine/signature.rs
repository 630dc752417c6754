//! Verification of AWS Signature Version 4
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>), for the requests that an
//! SDK sends to DynamoDB: a `POST` of `/` without a query.

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use jiff::fmt::strtime::BrokenDownTime;
use sha2::{Digest as _, Sha256};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// How far the time of a request may be from now, in seconds, as AWS has it.
const SKEW_MAX: i64 = 15 * 60;

/// The credentials that sign the requests to an engine.
#[derive(Clone)]
pub struct EngineCredentials {
    /// The access key id.
    pub access_key: String,
    /// The secret access key.
    pub secret: String,
}

impl std::fmt::Debug for EngineCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EngineCredentials").finish_non_exhaustive()
    }
}

impl EngineCredentials {
    /// Random credentials.
    pub fn generate() -> Self {
        // Engines and SDKs expect letters and digits.
        let [key, secret] = [rand::random::<u128>(), rand::random::<u128>()];
        Self { access_key: format!("KITH{key:032X}"), secret: format!("{secret:032x}{:032x}", rand::random::<u128>()) }
    }

    /// Whether a request with these headers and this body is signed with the credentials, and recent.
    pub(super) fn verify(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> bool {
        self.try_verify(headers, body, now).is_some()
    }

    fn try_verify(&self, headers: &HeaderMap, body: &[u8], now: Timestamp) -> Option<()> {
        let header = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
        let authorization = header("authorization")?.strip_prefix(ALGORITHM)?;
        let part = |name: &str| authorization.split(',').find_map(|part| part.trim().strip_prefix(name));
        let (access_key, scope) = part("Credential=")?.split_once('/')?;
        let (signed, signature) = (part("SignedHeaders=")?, part("Signature=")?);
        // What is not signed could be replaced.
        ["host", "x-amz-date", "x-amz-target"]
            .into_iter()
            .all(|name| signed.split(';').any(|s| s == name))
            .then_some(())?;
        let time = header("x-amz-date")?;
        is_recent(time, now).then_some(())?;
        let mut canonical = "POST\n/\n\n".to_owned();
        for name in signed.split(';') {
            canonical += &format!("{name}:{}\n", header(name)?);
        }
        canonical += &format!("\n{signed}\n{}", hex(&Sha256::digest(body)));
        let to_sign = format!("{ALGORITHM}\n{time}\n{scope}\n{}", hex(&Sha256::digest(canonical)));
        let key =
            scope.split('/').try_fold(format!("AWS4{}", self.secret).into_bytes(), |key, part| mac(&key, part))?;
        let expected = Hmac::<Sha256>::new_from_slice(&key).ok()?.chain_update(to_sign);
        // Compares in constant time.
        expected.verify_slice(&from_hex(signature)?).ok()?;
        (access_key == self.access_key).then_some(())
    }
}

fn mac(key: &[u8], text: &str) -> Option<Vec<u8>> {
    Some(Hmac::<Sha256>::new_from_slice(key).ok()?.chain_update(text).finalize().into_bytes().to_vec())
}

fn is_recent(time: &str, now: Timestamp) -> bool {
    let parsed = BrokenDownTime::parse("%Y%m%dT%H%M%SZ", time).and_then(|time| time.to_datetime());
    let parsed = parsed.and_then(|time| time.to_zoned(jiff::tz::TimeZone::UTC));
    parsed.is_ok_and(|time| (time.timestamp().as_second() - now.as_second()).abs() <= SKEW_MAX)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::try_from(digit(pair.first()?)? * 16 + digit(pair.get(1)?)?).ok()).collect()
}
