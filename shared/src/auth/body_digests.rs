//! Digests of request bodies, by which a repeated request is recognised. They are made with the secret: a body may hold
//! a password, which a plain hash in the table would let a reader of the table guess.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::domain::{Error, Result};
use crate::runtime::config::Secrets;

/// Makes and compares digests of request bodies.
#[derive(Clone)]
pub struct BodyDigests {
    current: Hmac<Sha256>,
    /// The key of the previous secret, under which a digest may be stored.
    previous: Option<Hmac<Sha256>>,
}

impl BodyDigests {
    /// Digests under these secrets.
    pub fn new(secrets: &Secrets) -> Result<Self> {
        let key = |secret: &String| Hmac::new_from_slice(secret.as_bytes()).map_err(Error::internal);
        Ok(Self { current: key(&secrets.current)?, previous: secrets.previous.as_ref().map(key).transpose()? })
    }

    /// The digest under the current secret.
    pub fn digest(&self, body: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(mac(&self.current, body).finalize().into_bytes())
    }

    /// Whether the digest is that of this body, under either secret.
    pub fn matches(&self, body: &[u8], digest: &str) -> bool {
        let Ok(digest) = URL_SAFE_NO_PAD.decode(digest) else { return false };
        let mut keys = std::iter::once(&self.current).chain(&self.previous);
        keys.any(|key| mac(key, body).verify_slice(&digest).is_ok())
    }
}

/// The MAC of a body. Tokens have the same key, but never such a text.
fn mac(key: &Hmac<Sha256>, body: &[u8]) -> Hmac<Sha256> {
    key.clone().chain_update("idempotent request\n").chain_update(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digests(current: &str, previous: Option<&str>) -> BodyDigests {
        let long = |secret: &str| format!("{secret}, a secret of at least 32 bytes");
        BodyDigests::new(&Secrets::new(long(current), previous.map(long)).unwrap()).unwrap()
    }

    #[test]
    fn a_digest_matches_its_body_only_and_survives_a_rotation_of_the_secret() {
        let digest = digests("one", None).digest(b"body");
        for (digests, body, expected) in [
            (digests("one", None), b"body", true),
            (digests("one", None), b"Body", false),
            (digests("two", Some("one")), b"body", true),
            (digests("two", None), b"body", false),
        ] {
            assert_eq!(digests.matches(body, &digest), expected);
        }
        assert!(!digests("one", None).matches(b"body", "") && !digests("one", None).matches(b"body", "~"));
    }
}
