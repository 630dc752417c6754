//! The transitions of `docs/api/community.md`, "Friendships", as a table that tests compare the rules and the service with.

use shared::domain::graph::friendship::{FriendshipAction, State};

/// A friendship between two users of a test, who are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelFriendship {
    /// The user who sent the request.
    pub from: usize,
    /// The state.
    pub state: State,
}

/// The user who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The user who sent the request, or either user if there is none.
    Requester,
    /// The user who received the request.
    Recipient,
}

/// The outcome of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The state is unchanged.
    Same,
    /// No friendship.
    Nothing,
    /// A pending request of the acting user.
    Request,
    /// The same request in this state.
    Now(State),
    /// The state is unchanged, and the status is 400.
    Refused,
}

/// A state, the user who acts, and the outcome of each of [`FriendshipAction::ALL`].
pub type Row = (Option<State>, Side, [Left; 6]);

use Left::{Nothing as END, Now, Refused as BAD, Request as ASK, Same as STAY};
use Side::{Recipient, Requester};
use State::{Blocked, BlockedByBoth, Connected, Pending, Rejected, Withdrawn};

/// All transitions.
#[rustfmt::skip]
pub const TABLE: [Row; 9] = [
    //                         request         accept          reject         cancel_reject cancel_request  remove
    (None,            Requester, [ASK,            BAD,            BAD,           BAD,          BAD,            BAD]),
    (Some(Pending),   Requester, [STAY,           BAD,            BAD,           BAD,          END,            BAD]),
    (Some(Pending),   Recipient, [Now(Connected), Now(Connected), Now(Rejected), BAD,          BAD,            BAD]),
    (Some(Rejected),  Requester, [STAY,           BAD,            BAD,           BAD,          Now(Withdrawn), BAD]),
    (Some(Rejected),  Recipient, [Now(Connected), BAD,            BAD,           Now(Pending), BAD,            BAD]),
    (Some(Withdrawn), Requester, [Now(Rejected),  BAD,            BAD,           BAD,          BAD,            BAD]),
    (Some(Withdrawn), Recipient, [ASK,            BAD,            BAD,           END,          BAD,            BAD]),
    (Some(Connected), Requester, [BAD,            BAD,            BAD,           BAD,          BAD,            END]),
    (Some(Connected), Recipient, [BAD,            BAD,            BAD,           BAD,          BAD,            END]),
];

impl ModelFriendship {
    /// The friendship after an action, or the status of the error.
    ///
    /// # Panics
    /// If the table has no row for the state.
    pub fn after(before: Option<Self>, by: usize, action: FriendshipAction) -> Result<Option<Self>, u16> {
        let side = if before.is_none_or(|bond| bond.from == by) { Requester } else { Recipient };
        let state = before.map(|bond| bond.state);
        let row = TABLE.iter().find(|(row, who, _)| *row == state && *who == side).expect("a row");
        let column = FriendshipAction::ALL.iter().position(|other| *other == action).expect("a column");
        match row.2[column] {
            STAY => Ok(before),
            END => Ok(None),
            ASK => Ok(Some(Self { from: by, state: Pending })),
            Now(state) => Ok(before.map(|bond| Self { state, ..bond })),
            BAD => Err(400),
        }
    }

    /// The `connection_status` that the API returns to one of the two users.
    pub fn status(bond: Option<Self>, of: usize) -> Option<&'static str> {
        let bond = bond?;
        match (bond.state, bond.from == of) {
            (Connected, _) => Some("connected"),
            (Pending | Rejected, true) => Some("sent_connection_request"),
            (Pending, false) => Some("received_connection_request"),
            (Rejected, false) | (Withdrawn | Blocked | BlockedByBoth, _) => None,
        }
    }
}
