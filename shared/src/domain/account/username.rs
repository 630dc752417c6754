//! Usernames.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::error::Problem;

/// Longest username, in characters.
pub const MAX: usize = 150;

/// Words that stand in a path where a username or an id may stand, in any of the three dialects, and those that clients
/// resolve before they send a path.
const RESERVED: &[&str] = &[
    ".",
    "..",
    "actions",
    "autocomplete",
    "avatar",
    "connection",
    "feed",
    "follow",
    "hidden_users",
    "hidden_users_id",
    "login",
    "logout",
    "logoutall",
    "match",
    "me",
    "profile",
    "register",
    "search",
    "unfollow",
    "user",
    "users",
];

/// A username: shown as given, unique without regard to case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Username(String);

impl Username {
    /// Reads a username of the community and site dialects: 1 to 150 ASCII letters, digits, `-` and `_`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::checked(text, "", "Enter a valid username. It may contain only letters, numbers, and -/_ characters.")
    }

    /// Reads a username of the directory dialect, which takes `.`, `+` and `@` as well.
    pub fn parse_directory(text: &str) -> Result<Self, Problem> {
        Self::checked(
            text,
            ".+@",
            "Enter a valid username. It may contain only letters, numbers, and @/./+/-/_ characters.",
        )
    }

    fn checked(text: &str, also: &str, charset: &'static str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::blank());
        }
        if text.chars().count() > MAX {
            return Err(Problem::too_long(MAX));
        }
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c) || also.contains(c)) {
            return Err(Problem::new("invalid", charset));
        }
        if RESERVED.contains(&text.to_ascii_lowercase().as_str()) {
            return Err(Problem::new("reserved", "This username is reserved."));
        }
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if number || Uuid::try_parse(text).is_ok() {
            return Err(Problem::new("invalid", "A username may not read as a number or a UUID."));
        }
        Ok(Self(text.to_owned()))
    }

    /// The username as its owner wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which it is unique and found.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }

    /// Whether `text` names the same user.
    pub fn is(&self, text: &str) -> bool {
        self.folded() == fold(text)
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Folds a name that somebody typed to the form under which usernames and e-mail addresses are unique.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
