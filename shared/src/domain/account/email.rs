//! E-mail addresses.

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

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
}
