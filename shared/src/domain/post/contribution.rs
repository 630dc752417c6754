//! Contributions: what users write, and staff moderate.

use crate::domain::id::{Id, UserId};
use crate::domain::post::comment::CommentRef;
use crate::domain::post::flag::FlagTarget;

/// What staff moderate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contribution {
    /// A post or a discussion.
    Post(Id),
    /// A comment or a reply.
    Comment(CommentRef),
}

impl Contribution {
    /// What a flag is about; `None` for a user.
    pub fn flagged(target: FlagTarget) -> Option<Self> {
        match target {
            FlagTarget::User(_) => None,
            FlagTarget::Post(post) => Some(Self::Post(post)),
            FlagTarget::Comment(at) => Some(Self::Comment(at)),
        }
    }

    /// What it is, in a word.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Post(_) => "post",
            Self::Comment(_) => "comment",
        }
    }

    /// The id.
    pub fn id(self) -> Id {
        match self {
            Self::Post(post) => post,
            Self::Comment(at) => at.id,
        }
    }
}

impl From<Contribution> for FlagTarget {
    fn from(contribution: Contribution) -> Self {
        match contribution {
            Contribution::Post(post) => Self::Post(post),
            Contribution::Comment(at) => Self::Comment(at),
        }
    }
}

/// A contribution in the queue of the moderators, with what orders it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueEntry {
    /// The contribution.
    pub contribution: Contribution,
    /// Its author.
    pub author: UserId,
    /// The number of users who have flagged it.
    pub flags: u64,
}
