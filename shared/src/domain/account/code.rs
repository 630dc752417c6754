//! Codes that prove that a user reads the mail of an address.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::domain::account::email::Email;
use crate::domain::error::Problem;
use crate::domain::id::UserId;

/// What a code that kith mails is good for. A user has at most one code of each purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodePurpose {
    /// Sets a new password.
    Reset,
    /// Marks the address as confirmed.
    Verification,
    /// Replaces the address by the one that the code was mailed to.
    EmailChange,
    /// Takes back the change of address that ended this generation of credentials.
    Restoration(u64),
}

impl CodePurpose {
    /// How long a code is good.
    pub const fn lifetime(self) -> Duration {
        const HOUR: u64 = 60 * 60;
        match self {
            Self::Reset => Duration::from_secs(HOUR),
            Self::Verification | Self::Restoration(_) => Duration::from_secs(7 * 24 * HOUR),
            Self::EmailChange => Duration::from_secs(24 * HOUR),
        }
    }

    /// When a code that is made now expires, in seconds since 1970.
    pub fn expires(self, now: Timestamp) -> i64 {
        now.as_second().saturating_add(i64::try_from(self.lifetime().as_secs()).unwrap_or(i64::MAX))
    }
}

/// A code that kith has mailed, without the code itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailedCode {
    /// The digest of the code.
    #[serde(rename = "code")]
    pub digest: String,
    /// The address that it was mailed to and proves.
    pub email: Email,
    /// The generation of credentials under which it was made. The code ends with it.
    pub generation: u64,
    /// When it expires, in seconds since 1970.
    pub expires: i64,
}

/// A secret that proves that a user reads the mail of an address. Only its digest is stored.
pub struct ConfirmationCode(String);

impl ConfirmationCode {
    /// Maximum length of a code in a request, in bytes. A generated code has 43, or with a user at most 60.
    const MAX: usize = 100;

    /// Generates a code of 256 random bits.
    pub fn generate() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// Generates a code that names its user, for requests that do not.
    pub fn generate_for(user: UserId) -> Self {
        Self(format!("{user}.{}", Self::generate().0))
    }

    /// The user whom the code names.
    pub fn user(&self) -> Option<UserId> {
        UserId::parse(self.0.split_once('.')?.0)
    }

    /// Parses a code from a request.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text.len() {
            0 => Err(Problem::blank()),
            length if length > Self::MAX => Err(Problem::too_long(Self::MAX)),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The SHA-256 of the code, which is stored in its place.
    pub fn digest(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }

    /// Whether the code has this digest. The comparison takes constant time.
    pub fn matches(&self, digest: &str) -> bool {
        self.digest().as_bytes().ct_eq(digest.as_bytes()).into()
    }

    /// The text of the code.
    pub fn into_text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn a_code_matches_its_own_digest_alone() {
        let code = ConfirmationCode::generate();
        let digest = code.digest();
        assert!(code.matches(&digest) && !ConfirmationCode::generate().matches(&digest) && !code.matches(""));
        let text = code.into_text();
        assert_eq!(text.len(), 43);
        assert!(ConfirmationCode::parse(&text).unwrap().matches(&digest));
        assert!(ConfirmationCode::parse("").is_err() && ConfirmationCode::parse(&"x".repeat(101)).is_err());
    }

    #[test]
    fn a_code_names_its_user() {
        let user = Id::at(1_800_000_000_000, 7);
        let text = ConfirmationCode::generate_for(user).into_text();
        assert!(text.len() <= 60, "{text}");
        assert_eq!(ConfirmationCode::parse(&text).unwrap().user(), Some(user));
        for text in [&text[1..], ".x", "x.y", "7", "", &ConfirmationCode::generate().into_text()] {
            assert_ne!(ConfirmationCode(text.to_owned()).user(), Some(user), "{text}");
        }
    }
}
