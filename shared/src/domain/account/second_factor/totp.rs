//! Time-based one-time passwords (RFC 6238): SHA-1, 30 seconds, 6 digits, as every authenticator app has them.

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// The length of a time step, in seconds.
pub(super) const STEP: i64 = 30;
/// Time steps around the current one whose codes are good: clocks differ.
const DRIFT: i64 = 1;
const DIGITS: usize = 6;
/// Bytes of a secret: as many as the digest has (RFC 4226, section 4).
const SECRET_LENGTH: usize = 20;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Characters of a username in the label, at most: the QR code must hold it.
const LABEL_MAX: usize = 60;

/// The secret that the app and kith share. It does not implement `Debug`, so that it cannot end up in a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Secret([u8; SECRET_LENGTH]);

impl Secret {
    /// Generates a secret of 160 random bits.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// The secret as people type it into an app.
    pub fn text(&self) -> String {
        base32(&self.0)
    }

    /// The URL from which an app reads the secret, with the names that it shows.
    pub fn url(&self, community: &str, username: &str) -> String {
        let username: String = username.chars().take(LABEL_MAX).collect();
        let [community, username] = [community, &username].map(|text| utf8_percent_encode(text, NON_ALPHANUMERIC));
        let secret = self.text();
        format!(
            "otpauth://totp/{community}:{username}?secret={secret}&issuer={community}&algorithm=SHA1&digits={DIGITS}&period={STEP}"
        )
    }

    /// The time step of which this is the code: the current one, or one beside it, and later than `last`. The comparisons
    /// take constant time.
    pub(super) fn step_of(&self, code: &str, last: i64, now: Timestamp) -> Option<i64> {
        let current = now.as_second().div_euclid(STEP);
        let is_right = |step: &i64| bool::from(self.code(*step).as_bytes().ct_eq(code.as_bytes()));
        let steps = (current - DRIFT..=current + DRIFT).filter(is_right).collect::<Vec<_>>();
        steps.into_iter().find(|step| *step > last)
    }

    /// The code of a time step (RFC 4226, section 5.3).
    pub(super) fn code(&self, step: i64) -> String {
        // A key of any length is good.
        let Ok(key) = Hmac::<Sha1>::new_from_slice(&self.0) else { return String::new() };
        let digest = key.chain_update(step.to_be_bytes()).finalize().into_bytes();
        let offset = usize::from(digest.last().map_or(0, |byte| byte & 0xf));
        let number = digest.iter().skip(offset).take(4).fold(0, |number, byte| number << 8 | u32::from(*byte));
        format!("{:0DIGITS$}", (number & 0x7fff_ffff) % 10_u32.pow(6))
    }

    /// The code that an app shows at this time.
    pub fn code_at(&self, now: Timestamp) -> String {
        self.code(now.as_second().div_euclid(STEP))
    }

    /// Reads a secret as people type it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bits = text.bytes().map(|c| BASE32.iter().position(|known| *known == c));
        let bits = bits.try_fold(Vec::new(), |mut bits, value| {
            let value = value?;
            bits.extend((0..5).rev().map(|at| value >> at & 1));
            Some(bits)
        })?;
        let bytes = bits.chunks_exact(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | *bit as u8));
        bytes.collect::<Vec<_>>().try_into().ok().map(Self)
    }
}

impl From<Secret> for String {
    fn from(secret: Secret) -> Self {
        secret.text()
    }
}

impl TryFrom<String> for Secret {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no secret in base32")
    }
}

/// The text of bytes in base32 (RFC 4648, section 6), without padding.
pub(super) fn base32(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    let value = |bits: &[u8]| (0..5).fold(0, |value, at| value << 1 | bits.get(at).copied().unwrap_or(0));
    bits.chunks(5).map(|bits| char::from(BASE32[usize::from(value(bits))])).collect()
}
