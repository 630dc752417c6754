//! The status of an account.

use serde::{Deserialize, Serialize};

/// The status of an account, stored as a letter (`docs/api/common.md`, "Field rules").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// Active.
    #[default]
    #[serde(rename = "a")]
    Approved,
    /// Deactivated by staff: logins and tokens are refused.
    #[serde(rename = "b")]
    Blocked,
    /// Soft-deleted: left out of every list and lookup, while its names stay taken.
    #[serde(rename = "d")]
    Deleted,
}
