//! How far a run is.

use std::fmt;

/// What a run is doing, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Accounts are created.
    Users,
    /// Posts are published.
    Posts,
    /// Posts are seen and voted for.
    Votes,
    /// Pictures are drawn and stored.
    Pictures,
    /// Users follow, hide and block each other, request connections and accept them.
    Graph,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Users => "users",
            Self::Posts => "posts",
            Self::Votes => "votes",
            Self::Pictures => "pictures",
            Self::Graph => "who knows whom",
        })
    }
}

/// Is told how far a run is.
pub trait Progress {
    /// A stage begins, in which there is something to do for this number of users.
    fn begin(&self, stage: Stage, users: u64);
    /// The stage is done with this number of users more.
    fn advance(&self, users: u64);
}
