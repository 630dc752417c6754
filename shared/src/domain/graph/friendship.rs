//! Friendships: between two users there is at most one, and what either may do to it depends on its state alone
//! (contract, "Friendship").

use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::error::{Error, ErrorKind, Result};
use crate::domain::graph::edge::{ConnectionStatus, must_differ};
use crate::domain::id::{Id, UserId};

/// What stands between two users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Friendship {
    /// Who asked.
    pub from: UserId,
    /// Who was asked.
    pub to: UserId,
    /// The id of the request, which says when it was made.
    pub id: Id,
    /// How far it has come.
    pub state: State,
    /// The id of the connection, which says since when there has been one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Id>,
    /// When the request was rejected, as long as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Timestamp>,
    /// When the one who was asked saw the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewed: Option<Timestamp>,
}

/// How far a friendship has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Asked for.
    Pending,
    /// Rejected; who asked is not told.
    Rejected,
    /// Rejected, and not asked for any more: the rejection stands against a new request.
    Withdrawn,
    /// There is a connection.
    Connected,
}

/// What a user can do to a friendship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FriendshipAction {
    /// Ask for a connection, or grant what the other asks for.
    Request,
    /// Grant what the other asks for.
    Accept,
    /// Turn the other down.
    Reject,
    /// Take a rejection back.
    CancelReject,
    /// Take one's own request back.
    CancelRequest,
    /// End the connection.
    Remove,
}

impl FriendshipAction {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Request, Self::Accept, Self::Reject, Self::CancelReject, Self::CancelRequest, Self::Remove];

    /// The action as paths name it.
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

/// A user, what they do, to whom, and when.
#[derive(Clone, Copy, Debug)]
pub struct FriendshipCommand {
    /// Who does it.
    pub by: UserId,
    /// To whom.
    pub with: UserId,
    /// What.
    pub action: FriendshipAction,
    /// The id of the request or connection that may come of it; it says when.
    pub id: Id,
}

impl FriendshipCommand {
    /// What is left of a friendship after this; `None` is nothing. The whole of the rule, for every state and either
    /// side.
    pub fn apply(&self, before: Option<Friendship>) -> Result<Option<Friendship>> {
        must_differ(self.by, self.with)?;
        let refused =
            || Error::invalid("invalid_connection_state", "There is nothing between you that this applies to.");
        let Some(before) = before else {
            return if self.action == FriendshipAction::Request { Ok(Some(self.asked())) } else { Err(refused()) };
        };
        let asked_by_me = before.from == self.by;
        let connected = Friendship { state: State::Connected, since: Some(self.id), rejected: None, ..before };
        match (self.action, before.state, asked_by_me) {
            (FriendshipAction::Request | FriendshipAction::Accept, State::Pending, false)
            | (FriendshipAction::Request, State::Rejected, false) => Ok(Some(connected)),
            (FriendshipAction::Request, State::Pending, true) => Ok(Some(before)),
            // A rejection by the caller of what is not asked for any more.
            (FriendshipAction::Request, State::Withdrawn, false) => Ok(Some(self.asked())),
            (FriendshipAction::Request, State::Rejected | State::Withdrawn, true) => Err(Error::new(
                ErrorKind::Forbidden,
                "request_rejected",
                "This user does not want to be connected with you.",
            )),
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
            _ => Err(refused()),
        }
    }

    /// The state in which users mostly do this: for a write without a look at what there is, which is refused where it
    /// is another. Ids and times in it are made up, and none is the act's own: an id that an act changes must be seen
    /// to change.
    pub fn likely_before(&self) -> Option<Friendship> {
        let mine = Friendship { id: Id::at(0, 0), ..self.asked() };
        let theirs = Friendship { from: self.with, to: self.by, ..mine };
        match self.action {
            FriendshipAction::Request => None,
            FriendshipAction::Accept | FriendshipAction::Reject => Some(theirs),
            FriendshipAction::CancelReject => {
                Some(Friendship { state: State::Rejected, rejected: Some(self.id.created()), ..theirs })
            }
            FriendshipAction::CancelRequest => Some(mine),
            FriendshipAction::Remove => Some(Friendship { state: State::Connected, since: Some(mine.id), ..mine }),
        }
    }

    fn asked(&self) -> Friendship {
        Friendship {
            from: self.by,
            to: self.with,
            id: self.id,
            state: State::Pending,
            since: None,
            rejected: None,
            viewed: None,
        }
    }
}

impl Friendship {
    /// The one of the two who is not this one.
    pub fn other(&self, than: UserId) -> UserId {
        if self.from == than { self.to } else { self.from }
    }

    /// Whether it is in the list of requests that this user has received; a rejected one stays there until the
    /// rejection is taken back.
    pub fn is_received_by(&self, user: UserId) -> bool {
        self.to == user && self.state != State::Connected
    }

    /// Whether it is in the list of requests that this user has sent.
    pub fn is_sent_by(&self, user: UserId) -> bool {
        self.from == user && matches!(self.state, State::Pending | State::Rejected)
    }

    /// What this one of the two is told of it: a rejection is not.
    pub fn status_for(&self, user: UserId) -> Option<ConnectionStatus> {
        match (self.state, self.from == user) {
            (State::Connected, _) => Some(ConnectionStatus::Connected),
            (State::Pending | State::Rejected, true) => Some(ConnectionStatus::SentConnectionRequest),
            (State::Pending, false) => Some(ConnectionStatus::ReceivedConnectionRequest),
            (State::Rejected, false) | (State::Withdrawn, _) => None,
        }
    }
}
