//! The random operations of `connection_model`, and whether some order of them explains the answers and what is stored.

use proptest::prelude::*;
use serde_json::json;
use shared::domain::graph::friendship::{FriendshipAction, State};
use tests::TestResponse;
use tests::friendship::ModelFriendship;

pub(super) const USERS: usize = 3;

#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    Act {
        by: usize,
        with: usize,
        action: FriendshipAction,
        named: bool,
    },
    /// Marks the request of `with` as seen.
    MarkSeen {
        by: usize,
        with: usize,
        named: bool,
    },
    MarkAllSeen(usize),
    Hide {
        by: usize,
        with: usize,
    },
}

impl Operation {
    /// The pair of users whose friendship the operation may change or mark. Marking all requests and hiding have none.
    pub(super) fn pair(self) -> Option<(usize, usize)> {
        match self {
            Self::Act { by, with, .. } | Self::MarkSeen { by, with, .. } => Some((by.min(with), by.max(with))),
            Self::MarkAllSeen(_) | Self::Hide { .. } => None,
        }
    }
}

pub(super) fn operation() -> impl Strategy<Value = Operation> {
    let pair = || (0..USERS, 1..USERS).prop_map(|(by, on)| (by, (by + on) % USERS));
    // Requests begin every friendship, so they are generated more often.
    let action = prop_oneof![3 => Just(0_usize), 7 => 1..6_usize].prop_map(|n| FriendshipAction::ALL[n]);
    prop_oneof![
        12 => (pair(), action, any::<bool>())
            .prop_map(|((by, with), action, named)| Operation::Act { by, with, action, named }),
        1 => (pair(), any::<bool>()).prop_map(|((by, with), named)| Operation::MarkSeen { by, with, named }),
        1 => (0..USERS).prop_map(Operation::MarkAllSeen),
        1 => pair().prop_map(|(by, with)| Operation::Hide { by, with }),
    ]
}

/// Whether some order of these operations, with the answers they got, leads from `before` to `after`.
pub(super) fn explains(
    before: Option<ModelFriendship>,
    done: &[(Operation, &TestResponse)],
    after: Option<ModelFriendship>,
) -> bool {
    if done.is_empty() {
        return before == after;
    }
    (0..done.len()).any(|first| {
        let (operation, answer) = done[first];
        let rest: Vec<_> = done[..first].iter().chain(&done[first + 1..]).copied().collect();
        step(before, operation, answer).is_some_and(|between| explains(between, &rest, after))
    })
}

/// The state that an operation leaves, or `None` if it cannot get this answer in the state `before`.
fn step(
    before: Option<ModelFriendship>,
    operation: Operation,
    answer: &TestResponse,
) -> Option<Option<ModelFriendship>> {
    match operation {
        Operation::Act { by, action, named, .. } => match ModelFriendship::after(before, by, action) {
            Ok(after) => {
                let fits = if named {
                    answer.status == 201
                } else {
                    answer.status == 200
                        && answer.json() == json!({"connection_status": ModelFriendship::status(after, by)})
                };
                fits.then_some(after)
            }
            Err(status) => (answer.status == status).then_some(before),
        },
        Operation::MarkSeen { with, named, .. } => {
            let there = before.is_some_and(|bond| bond.from == with && bond.state != State::Connected);
            let expected = match (there, named) {
                (false, _) => 400,
                (true, true) => 201,
                (true, false) => 204,
            };
            (answer.status == expected).then_some(before)
        }
        Operation::MarkAllSeen(_) | Operation::Hide { .. } => Some(before),
    }
}
