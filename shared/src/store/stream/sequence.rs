//! Sequence numbers of stream records.

use std::fmt;

/// The position of a change in its shard. Sequence numbers have up to 40 digits; padded to 40, they sort as numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sequence(String);

impl Sequence {
    /// Reads a sequence number.
    pub fn parse(digits: &str) -> Option<Self> {
        let valid = !digits.is_empty() && digits.len() <= 40 && digits.bytes().all(|b| b.is_ascii_digit());
        valid.then(|| Self(format!("{digits:0>40}")))
    }

    /// The number, padded to 40 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
