//! The kinds of repairs.

use std::fmt;

/// A kind of repair. Repairs of a slice are made in this order: counters are set before edges are deleted, so that
/// `fanout` subtracts the deleted edges from correct values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// Sets counters of users to the numbers of their source items.
    Counters,
    /// Sets counters of posts and comments to the numbers of their source items.
    PostCounters,
    /// Sets the newest replies beside comments, and removes deleted comments without replies.
    Threads,
    /// Adds words to the name index or deletes them from it.
    Names,
    /// Deletes edges and friendships with a deleted user.
    Edges,
    /// Deletes notifications that a hidden user caused.
    Hidden,
    /// Puts flagged users, posts and comments in their place in the queue of the moderators.
    Queue,
    /// Deletes rows of deleted users.
    Orphans,
    /// Frees names that deleted users claim.
    Claims,
    /// Deletes expired rows.
    Expired,
}

/// The repair's label in logs, metrics and reports.
impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Counters => "counters",
            Self::PostCounters => "tallies",
            Self::Threads => "threads",
            Self::Names => "names",
            Self::Edges => "edges",
            Self::Hidden => "hidden",
            Self::Queue => "queue",
            Self::Orphans => "orphans",
            Self::Claims => "claims",
            Self::Expired => "expired",
        })
    }
}
