//! What a token claims, and how text is fingerprinted.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::id::{Id, UserId};

/// How far ahead of the clock a token's `iat` and `nbf` may be, in seconds.
pub const CLOCK_LEEWAY: i64 = 60;

/// The claims of a token whose signature and `exp` are valid. The user's auth state decides whether the token is still
/// accepted: see [`AuthState::admits`](crate::domain::AuthState::admits).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The user.
    pub user_id: UserId,
    /// The token's id. It is unique per user only, because a host application may mint tokens as well.
    pub jti: String,
    /// When the token was issued, in seconds since 1970.
    pub iat: i64,
    /// When the token expires, in seconds since 1970.
    pub exp: i64,
    /// The session, in a token that kith issued.
    pub session: Option<Id>,
    /// The generation of credentials under which kith issued the token.
    pub generation: Option<u64>,
    /// When the user gave their credentials, in seconds since 1970.
    pub auth_time: Option<i64>,
}

/// What is stored of a token that was accepted, to find out later whether it still is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// The hash of its `jti`.
    pub jti: String,
    /// When it was issued, in seconds since 1970.
    pub iat: i64,
    /// Its session, if kith issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Id>,
    /// The generation of credentials under which kith issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generation: Option<u64>,
}

impl Claims {
    /// The claims that every token has.
    pub fn new(user_id: UserId, jti: impl Into<String>, iat: i64, exp: i64) -> Self {
        Self { user_id, jti: jti.into(), iat, exp, session: None, generation: None, auth_time: None }
    }

    /// The hash under which the `jti` is stored. It has a fixed length, however long the `jti` is.
    pub fn jti_hash(&self) -> String {
        fingerprint(&self.jti)
    }

    /// What is stored of the token.
    pub fn record(&self) -> TokenRecord {
        TokenRecord { jti: self.jti_hash(), iat: self.iat, session: self.session, generation: self.generation }
    }
}

/// The first 128 bits of the SHA-256 of `text`, in hexadecimal. It identifies a text without storing it.
pub fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_the_first_half_of_the_sha_256() {
        // SHA-256 of "abc" (FIPS 180-2, appendix B.1).
        assert_eq!(fingerprint("abc"), "ba7816bf8f01cfea414140de5dae2223");
        assert_eq!(fingerprint(&"x".repeat(5_000)).len(), 32);
    }
}
