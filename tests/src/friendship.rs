//! The contract's table of friendships, written out: what tests hold the rule and the service against.

use shared::domain::graph::friendship::{FriendshipAction, State};

/// What stands between two of the people of a test, who are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bond {
    /// Who asked.
    pub from: usize,
    /// How far it has come.
    pub state: State,
}

/// Who acts: the one who asked, or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who asked; of nothing, either.
    Asker,
    /// Who was asked.
    Asked,
}

/// What an action leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// What there was.
    Same,
    /// Nothing.
    Nothing,
    /// A pending request of the one who acts.
    Request,
    /// The request as it was, in this state.
    Now(State),
    /// What there was, and a 400.
    Refused,
    /// What there was, and a 403.
    Forbidden,
}

/// What stands between two, who acts, and what each of [`FriendshipAction::ALL`] leaves.
pub type Row = (Option<State>, Side, [Left; 6]);

use Left::{Forbidden as NO, Nothing as END, Now, Refused as BAD, Request as ASK, Same as STAY};
use Side::{Asked, Asker};
use State::{Connected, Pending, Rejected, Withdrawn};

/// The table.
#[rustfmt::skip]
pub const TABLE: [Row; 9] = [
    //                         request         accept          reject         cancel_reject cancel_request  remove
    (None,            Asker, [ASK,            BAD,            BAD,           BAD,          BAD,            BAD]),
    (Some(Pending),   Asker, [STAY,           BAD,            BAD,           BAD,          END,            BAD]),
    (Some(Pending),   Asked, [Now(Connected), Now(Connected), Now(Rejected), BAD,          BAD,            BAD]),
    (Some(Rejected),  Asker, [NO,             BAD,            BAD,           BAD,          Now(Withdrawn), BAD]),
    (Some(Rejected),  Asked, [Now(Connected), BAD,            BAD,           Now(Pending), BAD,            BAD]),
    (Some(Withdrawn), Asker, [NO,             BAD,            BAD,           BAD,          BAD,            BAD]),
    (Some(Withdrawn), Asked, [ASK,            BAD,            BAD,           END,          BAD,            BAD]),
    (Some(Connected), Asker, [BAD,            BAD,            BAD,           BAD,          BAD,            END]),
    (Some(Connected), Asked, [BAD,            BAD,            BAD,           BAD,          BAD,            END]),
];

impl Bond {
    /// What an action leaves by the table, or the status with which it is refused.
    ///
    /// # Panics
    /// If the table has no row for it.
    pub fn after(before: Option<Self>, by: usize, action: FriendshipAction) -> Result<Option<Self>, u16> {
        let side = if before.is_none_or(|bond| bond.from == by) { Asker } else { Asked };
        let state = before.map(|bond| bond.state);
        let row = TABLE.iter().find(|(row, who, _)| *row == state && *who == side).expect("a row");
        let column = FriendshipAction::ALL.iter().position(|other| *other == action).expect("a column");
        match row.2[column] {
            STAY => Ok(before),
            END => Ok(None),
            ASK => Ok(Some(Self { from: by, state: Pending })),
            Now(state) => Ok(before.map(|bond| Self { state, ..bond })),
            BAD => Err(400),
            NO => Err(403),
        }
    }

    /// What the API tells one of the two as `connection_status`.
    pub fn status(bond: Option<Self>, of: usize) -> Option<&'static str> {
        let bond = bond?;
        match (bond.state, bond.from == of) {
            (Connected, _) => Some("connected"),
            (Pending | Rejected, true) => Some("sent_connection_request"),
            (Pending, false) => Some("received_connection_request"),
            (Rejected, false) | (Withdrawn, _) => None,
        }
    }
}
