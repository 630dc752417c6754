//! Flags of posts and comments.

use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::community::author::AuthorView;
use crate::domain::Flag;
use crate::domain::time::rfc3339;

/// A flag, as staff see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagView {
    /// The user who flagged.
    user: AuthorView,
    /// When the user flagged: RFC 3339, UTC.
    added_at: String,
    /// The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic.
    #[schema(minimum = 0, maximum = 4)]
    flag_type: i8,
    /// The reason in words.
    flag_type_description: &'static str,
}

/// The caller's own flag. All fields are `null` without one.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagStatusView {
    /// When the caller flagged: RFC 3339, UTC.
    #[schema(required)]
    added_at: Option<String>,
    /// The reason: 0 spam, 1 aggressive, 2 vulgar, 3 poor, 4 off topic.
    #[schema(required, minimum = 0, maximum = 4)]
    flag_type: Option<i8>,
    /// The reason in words.
    #[schema(required)]
    flag_type_description: Option<&'static str>,
}

impl FlagView {
    /// The flag by this user.
    pub fn new(flag: &Flag, user: AuthorView) -> Self {
        Self {
            user,
            added_at: rfc3339(flag.id.created()),
            flag_type: flag.flag_type.get(),
            flag_type_description: flag.flag_type.description(),
        }
    }
}

impl From<Option<Flag>> for FlagStatusView {
    fn from(flag: Option<Flag>) -> Self {
        Self {
            added_at: flag.map(|flag| rfc3339(flag.id.created())),
            flag_type: flag.map(|flag| flag.flag_type.get()),
            flag_type_description: flag.map(|flag| flag.flag_type.description()),
        }
    }
}
