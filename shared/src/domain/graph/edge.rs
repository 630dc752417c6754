//! Edges between users: follows and hides.

use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Result};
use crate::domain::graph::block::Block;
use crate::domain::id::{Id, UserId};

/// A directed edge from one user to another, such as a follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Edge {
    /// The user whose edge it is.
    pub from: UserId,
    /// The user it points at.
    pub to: UserId,
    /// The id, which contains the time of creation. An edge that is deleted and created again has another id.
    pub id: Id,
}

/// The kind of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// `from` follows `to`.
    Follow,
    /// `from` hides `to`, and neither sees nor is notified of what they do.
    Hide,
}

/// The relation of the caller to another user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// Whether the caller follows the user.
    pub follows: bool,
    /// The status of their friendship, as far as the caller may know it.
    pub connection: Option<ConnectionStatus>,
    /// Which of the two blocks the other.
    pub block: Option<Block>,
}

impl Relation {
    /// Whether the caller follows the user or is connected with them.
    pub fn is_linked(self) -> bool {
        self.follows || self.connection == Some(ConnectionStatus::Connected)
    }

    /// The `connection_status` of a user object: the status of the friendship, otherwise `followed` if the caller
    /// follows the user (`docs/api/community.md`, "User object").
    pub fn status(self) -> Option<ConnectionStatus> {
        self.connection.or(self.follows.then_some(ConnectionStatus::Followed))
    }
}

/// The relation of a user to another, as the API shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionStatus {
    /// They are connected.
    Connected,
    /// The user has requested a connection.
    SentConnectionRequest,
    /// The other user has requested a connection.
    ReceivedConnectionRequest,
    /// The user follows the other.
    Followed,
}

/// Fails if a user acts on themself.
pub fn must_differ(from: UserId, to: UserId) -> Result<()> {
    if from == to { Err(Error::invalid("self", "You cannot do this to yourself.")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_friendship_comes_before_a_follow() {
        let relation = |follows, connection| Relation { follows, connection, block: None };
        assert_eq!(relation(false, None).status(), None);
        assert_eq!(relation(true, None).status(), Some(ConnectionStatus::Followed));
        let sent = Some(ConnectionStatus::SentConnectionRequest);
        assert_eq!(relation(true, sent).status(), sent);
    }
}
