//! Friendships: between two users there is at most one, and its state alone decides what either of them may do
//! (`docs/api/community.md`, "Friendships").

use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, Result};
use crate::domain::graph::block::{Block, SocialAction};
use crate::domain::graph::edge::{ConnectionStatus, must_differ};
use crate::domain::id::{Id, UserId};

/// The friendship between two users, from the request to the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Friendship {
    /// The user who sent the request.
    pub from: UserId,
    /// The user who received the request.
    pub to: UserId,
    /// The id of the request, which contains its time.
    pub id: Id,
    /// The state.
    pub state: State,
    /// The id of the connection, which contains its time, while the state is [`State::Connected`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Id>,
    /// When the request was rejected, while the rejection stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Timestamp>,
    /// When the recipient marked the request as seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewed: Option<Timestamp>,
    /// The id of the request for its sender, if they sent it again after withdrawing a rejected one. The recipient sees
    /// nothing of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resent: Option<Id>,
}

/// The state of a friendship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Requested.
    Pending,
    /// Rejected. The sender does not see the rejection.
    Rejected,
    /// Rejected, then withdrawn by the sender. The rejection still stands against a new request.
    Withdrawn,
    /// Connected.
    Connected,
    /// None: `from` blocks `to`. Whatever there was has ended, and nothing begins while the block stands.
    Blocked,
    /// None: each blocks the other.
    BlockedByBoth,
}

impl State {
    /// Whether it is a block, and so no friendship.
    pub fn is_block(self) -> bool {
        matches!(self, Self::Blocked | Self::BlockedByBoth)
    }
}

/// An action of a user on a friendship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FriendshipAction {
    /// Request a connection, or accept the other user's request.
    Request,
    /// Accept the other user's request.
    Accept,
    /// Reject the other user's request.
    Reject,
    /// Cancel a rejection.
    CancelReject,
    /// Cancel one's own request.
    CancelRequest,
    /// End the connection.
    Remove,
}

impl FriendshipAction {
    /// All actions.
    pub const ALL: [Self; 6] =
        [Self::Request, Self::Accept, Self::Reject, Self::CancelReject, Self::CancelRequest, Self::Remove];

    /// The name of the action in paths.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::CancelReject => "cancel_reject",
            Self::CancelRequest => "cancel_request",
            Self::Remove => "remove",
        }
    }
}

impl FromStr for FriendshipAction {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name).ok_or_else(Error::not_found)
    }
}

/// An action of one user on the friendship with another.
#[derive(Clone, Copy, Debug)]
pub struct FriendshipCommand {
    /// The user who acts.
    pub by: UserId,
    /// The other user.
    pub with: UserId,
    /// The action.
    pub action: FriendshipAction,
    /// The id of the request or connection that the action may create. It contains the time of the action.
    pub id: Id,
}

impl FriendshipCommand {
    /// The friendship after the action; `None` if there is none. This is the whole rule, for every state and either
    /// user (`docs/api/community.md`, "States").
    pub fn apply(&self, before: Option<Friendship>) -> Result<Option<Friendship>> {
        must_differ(self.by, self.with)?;
        let wrong_state = || {
            Error::invalid(
                "invalid_connection_state",
                "This action is not possible in the current state of the connection.",
            )
        };
        let Some(before) = before else {
            let requests = self.action == FriendshipAction::Request;
            return if requests { Ok(Some(self.new_request())) } else { Err(wrong_state()) };
        };
        SocialAction::Approach.must_pass(before.block_for(self.by), None)?;
        let is_sender = before.from == self.by;
        let connected = Friendship { state: State::Connected, since: Some(self.id), rejected: None, ..before };
        match (self.action, before.state, is_sender) {
            (FriendshipAction::Request | FriendshipAction::Accept, State::Pending, false)
            | (FriendshipAction::Request, State::Rejected, false) => Ok(Some(connected)),
            (FriendshipAction::Request, State::Pending, true) => Ok(Some(before)),
            // The caller has rejected the other user, who then withdrew: the caller may send a request of their own.
            (FriendshipAction::Request, State::Withdrawn, false) => Ok(Some(self.new_request())),
            // To the sender, who does not see the rejection, this is a pending request, or else a new one.
            (FriendshipAction::Request, State::Rejected, true) => Ok(Some(before)),
            (FriendshipAction::Request, State::Withdrawn, true) => {
                Ok(Some(Friendship { state: State::Rejected, resent: Some(self.id), ..before }))
            }
            (FriendshipAction::Reject, State::Pending, false) => {
                Ok(Some(Friendship { state: State::Rejected, rejected: Some(self.id.created()), ..before }))
            }
            (FriendshipAction::CancelReject, State::Rejected, false) => {
                Ok(Some(Friendship { state: State::Pending, rejected: None, ..before }))
            }
            (FriendshipAction::CancelReject, State::Withdrawn, false)
            | (FriendshipAction::CancelRequest, State::Pending, true)
            | (FriendshipAction::Remove, State::Connected, _) => Ok(None),
            (FriendshipAction::CancelRequest, State::Rejected, true) => {
                Ok(Some(Friendship { state: State::Withdrawn, ..before }))
            }
            _ => Err(wrong_state()),
        }
    }

    /// The state in which this action is usually done. A write that expects it saves the read, and fails in any other
    /// state. Its ids and times are placeholders that differ from the id of the action, so that a write that replaces
    /// an id is seen as a change.
    pub fn expected_state(&self) -> Option<Friendship> {
        let sent = Friendship { id: Id::at(0, 0), ..self.new_request() };
        let received = Friendship { from: self.with, to: self.by, ..sent };
        match self.action {
            FriendshipAction::Request => None,
            FriendshipAction::Accept | FriendshipAction::Reject => Some(received),
            FriendshipAction::CancelReject => {
                Some(Friendship { state: State::Rejected, rejected: Some(self.id.created()), ..received })
            }
            FriendshipAction::CancelRequest => Some(sent),
            FriendshipAction::Remove => Some(Friendship { state: State::Connected, since: Some(sent.id), ..sent }),
        }
    }

    fn new_request(&self) -> Friendship {
        Friendship {
            from: self.by,
            to: self.with,
            id: self.id,
            state: State::Pending,
            since: None,
            rejected: None,
            viewed: None,
            resent: None,
        }
    }
}

impl Friendship {
    /// The other one of the two users.
    pub fn other(&self, than: UserId) -> UserId {
        if self.from == than { self.to } else { self.from }
    }

    /// The id of the request for this user, which contains the time at which they sent or received it.
    pub fn id_for(&self, user: UserId) -> Id {
        self.resent.filter(|_| self.from == user).unwrap_or(self.id)
    }

    /// Whether it is in this user's list of received requests. A rejected request stays there until the rejection is
    /// cancelled.
    pub fn is_received_by(&self, user: UserId) -> bool {
        self.to == user && matches!(self.state, State::Pending | State::Rejected | State::Withdrawn)
    }

    /// Whether it is in this user's list of sent requests.
    pub fn is_sent_by(&self, user: UserId) -> bool {
        self.from == user && matches!(self.state, State::Pending | State::Rejected)
    }

    /// What stands between two users who are no friends because one blocks the other.
    pub fn of_block(from: UserId, to: UserId, block: Block, id: Id) -> Self {
        let state = if block == Block::Both { State::BlockedByBoth } else { State::Blocked };
        let (from, to) = if block.is_own() { (from, to) } else { (to, from) };
        Self { from, to, id, state, since: None, rejected: None, viewed: None, resent: None }
    }

    /// Which of the two blocks the other, as this user sees it.
    pub fn block_for(&self, user: UserId) -> Option<Block> {
        match self.state {
            State::Blocked if self.from == user => Some(Block::Own),
            State::Blocked => Some(Block::Other),
            State::BlockedByBoth => Some(Block::Both),
            State::Pending | State::Rejected | State::Withdrawn | State::Connected => None,
        }
    }

    /// The status that this user sees. Rejections are hidden from the sender.
    pub fn status_for(&self, user: UserId) -> Option<ConnectionStatus> {
        match (self.state, self.from == user) {
            (State::Connected, _) => Some(ConnectionStatus::Connected),
            (State::Pending | State::Rejected, true) => Some(ConnectionStatus::SentConnectionRequest),
            (State::Pending, false) => Some(ConnectionStatus::ReceivedConnectionRequest),
            (State::Rejected, false) | (State::Withdrawn | State::Blocked | State::BlockedByBoth, _) => None,
        }
    }
}

#[cfg(test)]
mod tests;
