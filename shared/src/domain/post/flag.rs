//! Flags: users report posts, comments and users to staff (`docs/api/community.md`, "Flags").

use serde::{Deserialize, Serialize};

use crate::domain::id::{Id, UserId};
use crate::domain::post::comment::CommentRef;
use crate::domain::post::flag_type::FlagType;

/// What a flag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagTarget {
    /// A user.
    User(UserId),
    /// A post.
    Post(Id),
    /// A comment.
    Comment(CommentRef),
}

/// A flag by one user. A user has at most one flag on each target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// What it is about.
    pub target: FlagTarget,
    /// The user who flags.
    pub by: UserId,
    /// The id, which contains the time.
    pub id: Id,
    /// The reason.
    pub flag_type: FlagType,
}
