//! The key by which push services know the community (RFC 8292).

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::json;

use crate::domain::{Error, Result};
use crate::runtime::config::ConfigError;

/// How long a token is good, in seconds: half of what push services allow.
const LIFETIME: i64 = 12 * 60 * 60;
/// Where ring's PKCS #8 document of a P-256 key has the private key and the public key.
const PRIVATE: std::ops::Range<usize> = 36..68;
const PUBLIC: std::ops::Range<usize> = 73..138;

/// A key pair of P-256 that signs tokens for push services.
#[derive(Clone)]
pub struct VapidKey {
    pair: Arc<EcdsaKeyPair>,
}

impl VapidKey {
    /// The key pair with these halves, in base64url as all tools for web push write them. `name` is that of the setting,
    /// for the error.
    pub fn parse(public: &str, private: &str, name: &str) -> Result<Self, ConfigError> {
        // Neither the error nor the log may quote the private key.
        let wrong = || ConfigError::new(name, "is not a key pair of P-256 in base64url");
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text.trim().trim_end_matches('=')).map_err(|_| wrong());
        Self::from_halves(&bytes(public)?, &bytes(private)?).ok_or_else(wrong)
    }

    /// A new key pair, as the texts that [`VapidKey::parse`] takes: the public key and the private key. Fails if the system
    /// has no random numbers.
    pub fn generate() -> Result<[String; 2]> {
        let failed = |_| Error::internal("cannot generate a key");
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        let document = document.map_err(failed)?;
        let half = |range| document.as_ref().get(range).unwrap_or_default();
        let (public, private) = (half(PUBLIC), half(PRIVATE));
        Self::from_halves(public, private).ok_or_else(|| Error::internal("the layout of a key is not known"))?;
        Ok([public, private].map(|half| URL_SAFE_NO_PAD.encode(half)))
    }

    fn from_halves(public: &[u8], private: &[u8]) -> Option<Self> {
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            private,
            public,
            &SystemRandom::new(),
        );
        Some(Self { pair: Arc::new(pair.ok()?) })
    }

    /// The public key, in base64url: what a browser needs to subscribe.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key())
    }

    /// The value of the header `Authorization` for a push service at this origin. `subject` is where its operator reaches
    /// the community: an `https` or `mailto` URL.
    pub fn authorization(&self, origin: &str, subject: &str, now: Timestamp) -> Result<String> {
        let claims = json!({ "aud": origin, "exp": now.as_second().saturating_add(LIFETIME), "sub": subject });
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&json!({ "typ": "JWT", "alg": "ES256" })), part(&claims));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|_| Error::internal("cannot sign a token"))?;
        Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature), self.public_key()))
    }
}

/// Shows the public key alone.
impl fmt::Debug for VapidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VapidKey").field(&self.public_key()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_again_and_differs_from_others() {
        let [public, private] = VapidKey::generate().unwrap();
        let key = VapidKey::parse(&public, &private, "KEY").unwrap();
        assert_eq!(key.public_key(), public);
        assert!(!format!("{key:?}").contains(&private));
        let [other, _] = VapidKey::generate().unwrap();
        for (public, private) in [(&*other, &*private), ("", &private), (&public, ""), (&private, &public)] {
            let error = VapidKey::parse(public, private, "KEY").unwrap_err().to_string();
            assert!(
                error.starts_with("KEY: ") && !error.contains("is not a key pair of P-256 in base64url: "),
                "{error}"
            );
        }
    }
}
