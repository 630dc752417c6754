//! Idempotency keys, with which a client repeats a creation safely (`docs/api/common.md`, "Idempotency keys").

use crate::domain::error::{Error, ErrorKind, Problem, Result};

/// How long a key is remembered, in seconds.
pub const KEPT_FOR: i64 = 24 * 60 * 60;
/// How long a request keeps other requests from its key, in seconds: longer than a function runs.
pub const LEASE: i64 = 15;
/// Maximum length of a key, in characters.
pub const KEY_MAX: usize = 255;

/// A key that a client has chosen for one creation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Parses a key: 1 to 255 printable ASCII characters.
    pub fn parse(key: &[u8]) -> Result<Self, Problem> {
        match std::str::from_utf8(key) {
            _ if key.is_empty() => Err(Problem::blank()),
            _ if key.len() > KEY_MAX => Err(Problem::too_long(KEY_MAX)),
            Ok(text) if key.iter().all(|byte| matches!(byte, b' '..=b'~')) => Ok(Self(text.to_owned())),
            _ => Err(Problem::new("invalid", "Use printable ASCII characters.")),
        }
    }

    /// The key as the client sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Error {
    /// The key was used with another body.
    pub fn idempotency_key_reused() -> Self {
        Self::new(
            ErrorKind::Unprocessable,
            "idempotency_key_reused",
            "This Idempotency-Key was used with another body. Send a new key.",
        )
    }

    /// The first request with the key is still running.
    pub fn idempotency_in_progress() -> Self {
        Self::new(
            ErrorKind::InProgress,
            "idempotency_in_progress",
            "A request with this Idempotency-Key is still running. Try again in a moment.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_1_to_255_printable_ascii_characters() {
        let longest = "~".repeat(KEY_MAX);
        for key in ["a", "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"quoted key\"", &longest] {
            assert_eq!(IdempotencyKey::parse(key.as_bytes()).expect("a key").as_str(), key);
        }
        let cases: [(&[u8], &str); 6] = [
            (b"", "blank"),
            (b"a\tb", "invalid"),
            (b"\x7f", "invalid"),
            ("schl\u{fc}ssel".as_bytes(), "invalid"),
            (b"\xff", "invalid"),
            (&[b'a'; KEY_MAX + 1], "max_length"),
        ];
        for (key, code) in cases {
            assert_eq!(IdempotencyKey::parse(key).expect_err("no key").code, code, "{key:?}");
        }
    }
}
