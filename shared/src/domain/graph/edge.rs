//! Edges between users.

use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Result};
use crate::domain::id::{Id, UserId};

/// One user's relation to another, such as a follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Edge {
    /// Whose edge it is.
    pub from: UserId,
    /// Whom it points at.
    pub to: UserId,
    /// Its id, which says since when it has been there. An edge that is removed and made again has another.
    pub id: Id,
}

/// What an edge means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// `from` follows `to`.
    Follow,
    /// `from` does not want to see or hear of `to`.
    Hide,
}

/// What stands between the caller and a user they look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// The caller follows the user.
    pub follows: bool,
    /// How far a connection between them has come, as far as the caller is told.
    pub connection: Option<ConnectionStatus>,
}

impl Relation {
    /// The first that holds of: connected, asked for, asked by, followed (contract, "User object").
    pub fn status(self) -> Option<ConnectionStatus> {
        self.connection.or(self.follows.then_some(ConnectionStatus::Followed))
    }
}

/// What the API tells a user of their relation to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionStatus {
    /// They are connected.
    Connected,
    /// The user has asked for a connection.
    SentConnectionRequest,
    /// The other has.
    ReceivedConnectionRequest,
    /// The user follows the other.
    Followed,
}

/// Refuses an edge from a user to themself.
pub fn must_differ(from: UserId, to: UserId) -> Result<()> {
    if from == to { Err(Error::invalid("self", "You cannot do this to yourself.")) } else { Ok(()) }
}
