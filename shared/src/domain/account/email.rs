//! E-mail addresses, and the codes that confirm them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::domain::account::username::fold;
use crate::domain::error::Problem;
use crate::domain::text;

/// Maximum length of an address, in characters.
pub const MAX: usize = 254;

/// An e-mail address, displayed as given and unique without regard to case and to the form of its host, Unicode or ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Parses an address: a local part and a host of at least two labels, at most 254 characters together. Space around it
    /// is taken off.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text::normalized(text::trim(text));
        if text.is_empty() {
            return Err(Problem::blank());
        }
        if text.chars().count() > MAX {
            return Err(Problem::too_long(MAX));
        }
        let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
        let invalid = || Problem::new("invalid", "Enter a valid email address.");
        let address = EmailAddress::parse_with_options(&text, options).map_err(|_| invalid())?;
        let in_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
        if !address.domain().chars().all(in_host) {
            return Err(invalid());
        }
        // Quoted local parts are legal, but no mail provider issues them, and they may contain spaces and quotes.
        if address.local_part().starts_with('"') || text.contains(|c: char| c.is_control() || c.is_whitespace()) {
            return Err(invalid());
        }
        Ok(Self(text))
    }

    /// The address as the user wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which the address is unique and looked up.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

/// A secret that proves that a user reads the mail of an address. Only its digest is stored.
pub struct ConfirmationCode(String);

impl ConfirmationCode {
    /// Maximum length of a code in a request, in bytes. A generated code has 43.
    const MAX: usize = 100;

    /// Generates a code of 256 random bits.
    pub fn generate() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
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

    #[test]
    fn an_address_has_a_local_part_and_a_host_of_two_labels() {
        for address in ["a@example.org", "First.Last+tag@Example.ORG", "ü@bücher.example"] {
            assert_eq!(Email::parse(address).unwrap().as_str(), address);
        }
        for (address, code) in [
            ("", "blank"),
            ("a", "invalid"),
            ("a@localhost", "invalid"),
            ("a@[127.0.0.1]", "invalid"),
            ("\"a b\"@example.org", "invalid"),
            ("A <a@example.org>", "invalid"),
            ("a@exam ple.org", "invalid"),
            (" \u{200b}", "blank"),
            ("a@exam_ple.org", "invalid"),
        ] {
            assert_eq!(Email::parse(address).unwrap_err().code, code, "{address}");
        }
        let long = format!("a@{}example.org", "b.".repeat(130));
        assert_eq!(Email::parse(&long).unwrap_err().code, "max_length");
    }

    #[test]
    fn space_around_an_address_is_taken_off() {
        for text in ["a@example.org ", "\ta@example.org", "\u{a0}a@example.org\r\n", "\u{feff}a@example.org\u{200b}"] {
            assert_eq!(Email::parse(text).unwrap().as_str(), "a@example.org");
        }
    }

    #[test]
    fn equivalent_addresses_are_one_mailbox() {
        for [one, other] in [
            ["x@exämple.org", "x@xn--exmple-cua.org"],
            ["x@exämple.org", "x@exa\u{308}mple.org"],
            ["x@Exämple.ORG", "X@XN--EXMPLE-CUA.ORG"],
            ["jose\u{301}@example.org", "jos\u{e9}@example.org"],
        ] {
            let [one, other] = [one, other].map(|text| Email::parse(text).unwrap());
            assert_eq!(one.folded(), other.folded());
        }
        let [one, other] = ["x@exämple.org", "x@example.org"].map(|text| Email::parse(text).unwrap());
        assert_ne!(one.folded(), other.folded());
    }

    #[test]
    fn addresses_are_equal_without_regard_to_case() {
        let [lower, upper] = ["a@example.org", "A@EXAMPLE.ORG"].map(|text| Email::parse(text).unwrap());
        assert_eq!(lower.folded(), upper.folded());
        assert_ne!(lower, upper);
    }

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
}
