//! E-mail addresses.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::domain::account::username::fold;
use crate::domain::error::Problem;

/// Longest address, in characters.
pub const MAX: usize = 254;

/// An e-mail address: shown as given, unique without regard to case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address: a name and a host of at least two labels, at most 254 characters.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::blank());
        }
        if text.chars().count() > MAX {
            return Err(Problem::too_long(MAX));
        }
        let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
        let wrong = || Problem::new("invalid", "Enter a valid email address.");
        let address = EmailAddress::parse_with_options(text, options).map_err(|_| wrong())?;
        let host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
        if !address.domain().chars().all(host) {
            return Err(wrong());
        }
        // Quoted names are legal, but no mail service gives them out, and they may hold spaces and quotes.
        if address.local_part().starts_with('"') || text.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Err(wrong());
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as its owner wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which it is unique and found.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

/// A secret that proves that somebody reads the mail of an address. Only its digest is kept.
pub struct ConfirmationCode(String);

impl ConfirmationCode {
    /// Longest text that is looked at, in bytes; a code has 43.
    const MAX: usize = 100;

    /// Draws a code of 256 random bits.
    pub fn generate() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    /// Reads a code that came back.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text.len() {
            0 => Err(Problem::blank()),
            length if length > Self::MAX => Err(Problem::too_long(Self::MAX)),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// What is kept of the code: its SHA-256.
    pub fn digest(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.0.as_bytes()))
    }

    /// Whether this is the code with that digest, in constant time.
    pub fn matches(&self, digest: &str) -> bool {
        self.digest().as_bytes().ct_eq(digest.as_bytes()).into()
    }

    /// The text to send.
    pub fn into_text(self) -> String {
        self.0
    }
}
