//! The states of a friendship: every state, either user, every action.

use proptest::prelude::*;

use super::*;
use crate::domain::error::ErrorKind;

/// Which user acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// The sender of the request; either user if there is none.
    Sender,
    /// The recipient of the request.
    Recipient,
}

/// The result of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The friendship as it was.
    Unchanged,
    /// No friendship.
    Ended,
    /// A pending request by the user who acts.
    Requested,
    /// The same request in this state.
    Becomes(State),
    /// 400 `invalid_connection_state`.
    WrongState,
    /// Rejected again, and for the sender a new request.
    Again,
}

use Outcome::{Again as AGAIN, Becomes as To, Ended as END, Requested as ASK, Unchanged as STAY, WrongState as BAD};
use Side::{Recipient, Sender};
use State::{Blocked, BlockedByBoth, Connected, Pending, Rejected, Withdrawn};

/// The state, the user who acts, and the outcome of each of [`FriendshipAction::ALL`].
type Row = (Option<State>, Side, [Outcome; 6]);

/// The table of `docs/api/community.md`, "States".
#[rustfmt::skip]
const TABLE: [Row; 9] = [
    //                            request         accept          reject        cancel_reject cancel_request remove
    (None,            Sender,    [ASK,            BAD,            BAD,          BAD,          BAD,           BAD]),
    (Some(Pending),   Sender,    [STAY,           BAD,            BAD,          BAD,          END,           BAD]),
    (Some(Pending),   Recipient, [To(Connected),  To(Connected),  To(Rejected), BAD,          BAD,           BAD]),
    (Some(Rejected),  Sender,    [STAY,           BAD,            BAD,          BAD,          To(Withdrawn), BAD]),
    (Some(Rejected),  Recipient, [To(Connected),  BAD,            BAD,          To(Pending),  BAD,           BAD]),
    (Some(Withdrawn), Sender,    [AGAIN,          BAD,            BAD,          BAD,          BAD,           BAD]),
    (Some(Withdrawn), Recipient, [ASK,            BAD,            BAD,          END,          BAD,           BAD]),
    (Some(Connected), Sender,    [BAD,            BAD,            BAD,          BAD,          BAD,           END]),
    (Some(Connected), Recipient, [BAD,            BAD,            BAD,          BAD,          BAD,           END]),
];

fn id(number: u64) -> Id {
    Id::try_from(number << 12).unwrap()
}

/// A friendship with the times that its state implies, and some that later states have to keep or drop.
fn friendship(state: State, from: UserId, to: UserId) -> Friendship {
    let rejected = matches!(state, Rejected | Withdrawn).then(|| id(20).created());
    let since = (state == Connected).then(|| id(30));
    Friendship { from, to, id: id(10), state, since, rejected, viewed: Some(id(15).created()), resent: None }
}

/// The outcome of an action by the table.
fn outcome(before: Option<(UserId, State)>, by: UserId, action: FriendshipAction) -> Outcome {
    let side = if before.is_none_or(|(from, _)| from == by) { Sender } else { Recipient };
    let state = before.map(|(_, state)| state);
    let row = TABLE.iter().find(|(row, who, _)| *row == state && *who == side).expect("a row");
    let column = FriendshipAction::ALL.iter().position(|other| *other == action).expect("a column");
    row.2[column]
}

/// The `connection_status` that a user sees.
fn status(from: UserId, state: State, of: UserId) -> Option<&'static str> {
    match (state, from == of) {
        (Connected, _) => Some("connected"),
        (Pending | Rejected, true) => Some("sent_connection_request"),
        (Pending, false) => Some("received_connection_request"),
        (Rejected, false) | (Withdrawn | Blocked | BlockedByBoth, _) => None,
    }
}

#[test]
fn every_action_has_the_outcome_in_the_table() {
    let mut cells = 0;
    for (state, side, row) in TABLE {
        for (action, outcome) in FriendshipAction::ALL.into_iter().zip(row) {
            // Which of the two has the lower id does not matter.
            for [sender, recipient] in [[id(1), id(2)], [id(2), id(1)]] {
                let before = state.map(|state| friendship(state, sender, recipient));
                let (by, with) = if side == Sender { (sender, recipient) } else { (recipient, sender) };
                let after = FriendshipCommand { by, with, action, id: id(40) }.apply(before);
                let case = format!("{state:?}, {side:?}: {action:?}");
                let changed = |state: State| {
                    let before = before.unwrap();
                    let rejected = match state {
                        Rejected => Some(id(40).created()),
                        Withdrawn => before.rejected,
                        Pending | Connected | Blocked | BlockedByBoth => None,
                    };
                    let since = (state == Connected).then(|| id(40));
                    Some(Friendship { state, rejected, since, ..before })
                };
                let request =
                    Friendship { from: by, to: with, id: id(40), viewed: None, ..friendship(Pending, by, with) };
                match (outcome, after) {
                    (STAY, Ok(after)) => assert_eq!(after, before, "{case}"),
                    (END, Ok(after)) => assert_eq!(after, None, "{case}"),
                    (ASK, Ok(after)) => assert_eq!(after, Some(request), "{case}"),
                    (To(state), Ok(after)) => assert_eq!(after, changed(state), "{case}"),
                    (BAD, Err(error)) => {
                        let expected = (ErrorKind::Invalid, "invalid_connection_state");
                        assert_eq!((error.kind, error.code), expected, "{case}");
                    }
                    (AGAIN, Ok(after)) => {
                        let again = Friendship { state: Rejected, resent: Some(id(40)), ..before.unwrap() };
                        assert_eq!(after, Some(again), "{case}");
                    }
                    (_, after) => panic!("{case}: {after:?}"),
                }
            }
            cells += 1;
        }
    }
    assert_eq!(cells, 9 * 6);
}

#[test]
fn only_the_sender_sees_that_a_rejected_request_was_sent_again() {
    let again = FriendshipCommand { by: id(1), with: id(2), action: FriendshipAction::Request, id: id(40) };
    let rejected = again.apply(Some(friendship(Withdrawn, id(1), id(2)))).unwrap().unwrap();
    assert_eq!((rejected.id_for(id(1)), rejected.id_for(id(2))), (id(40), id(10)));
    let cancel = FriendshipCommand { by: id(2), with: id(1), action: FriendshipAction::CancelReject, id: id(50) };
    let pending = cancel.apply(Some(rejected)).unwrap().unwrap();
    assert_eq!((pending.id_for(id(1)), pending.id_for(id(2))), (id(40), id(10)));
}

#[test]
fn while_one_blocks_the_other_no_action_is_possible() {
    for (block, by_one, by_other) in [
        (Block::Own, ErrorKind::Forbidden, ErrorKind::NotFound),
        (Block::Other, ErrorKind::NotFound, ErrorKind::Forbidden),
        (Block::Both, ErrorKind::NotFound, ErrorKind::NotFound),
    ] {
        let there = Friendship::of_block(id(1), id(2), block, id(10));
        assert_eq!((there.block_for(id(1)), there.block_for(id(2))), (Some(block), Some(block.mirrored())));
        for action in FriendshipAction::ALL {
            for (by, with, expected) in [(id(1), id(2), by_one), (id(2), id(1), by_other)] {
                let error = FriendshipCommand { by, with, action, id: id(40) }.apply(Some(there)).unwrap_err();
                assert_eq!(error.kind, expected, "{block:?}, {action:?} by {by}");
                assert_eq!(there.status_for(by), None);
                assert!(!there.is_sent_by(by) && !there.is_received_by(by));
            }
        }
    }
}

#[test]
fn no_user_can_act_on_themself() {
    for action in FriendshipAction::ALL {
        let error = FriendshipCommand { by: id(1), with: id(1), action, id: id(40) }.apply(None).unwrap_err();
        assert_eq!((error.kind, error.code), (ErrorKind::Invalid, "self"), "{action:?}");
    }
}

#[test]
fn either_user_sees_the_documented_status() {
    for state in [Pending, Rejected, Withdrawn, Connected] {
        let friendship = friendship(state, id(1), id(2));
        for user in [id(1), id(2)] {
            let seen = serde_json::to_value(friendship.status_for(user)).unwrap();
            assert_eq!(seen, serde_json::json!(status(id(1), state, user)), "{state:?} to {user}");
        }
    }
}

#[test]
fn either_user_has_the_documented_rows_in_their_lists() {
    // Whether the sender's list of sent requests and the recipient's list of received requests contain it.
    for (state, sent, received) in
        [(Pending, true, true), (Rejected, true, true), (Withdrawn, false, true), (Connected, false, false)]
    {
        let friendship = friendship(state, id(1), id(2));
        assert_eq!((friendship.is_sent_by(id(1)), friendship.is_received_by(id(2))), (sent, received), "{state:?}");
        assert!(!friendship.is_sent_by(id(2)) && !friendship.is_received_by(id(1)), "{state:?}");
        assert_eq!((friendship.other(id(1)), friendship.other(id(2))), (id(2), id(1)));
    }
}

#[test]
fn actions_are_parsed_from_their_names_in_paths() {
    let names = ["request", "accept", "reject", "cancel_reject", "cancel_request", "remove"];
    for (name, action) in names.into_iter().zip(FriendshipAction::ALL) {
        assert_eq!((action.name(), FriendshipAction::from_str(name).unwrap()), (name, action));
    }
    for name in ["", "Request", "request ", "cancel", "statuses", "requests", "mark_seen", "re\0quest"] {
        assert_eq!(FriendshipAction::from_str(name).unwrap_err().kind, ErrorKind::NotFound, "{name}");
    }
}

/// A write that expects the likely state must leave what it would leave after a read.
#[test]
fn the_likely_state_accepts_the_action_and_shares_no_id_with_the_result() {
    for action in FriendshipAction::ALL {
        let command = FriendshipCommand { by: id(1), with: id(2), action, id: id(40) };
        let likely = command.expected_state();
        let after = command.apply(likely).unwrap_or_else(|e| panic!("{action:?}: {e}"));
        assert_ne!(likely, after, "{action:?}");
        assert!(likely.is_none_or(|likely| likely.id != command.id), "{action:?}: {likely:?}");
    }
}

proptest! {
    /// In any sequence of actions the ids and times are consistent, and the table predicts every state.
    #[test]
    fn every_sequence_of_actions_leaves_a_consistent_friendship(
        actions in proptest::collection::vec((any::<bool>(), 0..6_usize), 1..40),
    ) {
        let (mut current, mut model): (Option<Friendship>, Option<(UserId, State)>) = (None, None);
        for (n, (first, action)) in actions.into_iter().enumerate() {
            let (by, with) = if first { (id(1), id(2)) } else { (id(2), id(1)) };
            let action = FriendshipAction::ALL[action];
            let command = FriendshipCommand { by, with, action, id: id(100 + n as u64) };
            match (command.apply(current), outcome(model, by, action)) {
                (Err(error), BAD) => prop_assert_eq!(error.kind, ErrorKind::Invalid),
                (Ok(after), expected) if expected != BAD => {
                    current = after;
                    model = match expected {
                        ASK => Some((by, Pending)),
                        To(state) => model.map(|(from, _)| (from, state)),
                        STAY => model,
                        AGAIN => model.map(|(from, _)| (from, Rejected)),
                        _ => None,
                    };
                }
                (after, expected) => prop_assert!(false, "{:?} {:?}", after, expected),
            }
            prop_assert_eq!(current.map(|friendship| (friendship.from, friendship.state)), model);
            let Some(friendship) = current else { continue };
            prop_assert!(friendship.from != friendship.to);
            prop_assert_eq!(friendship.since.is_some(), friendship.state == Connected);
            prop_assert_eq!(friendship.rejected.is_some(), matches!(friendship.state, Rejected | Withdrawn));
            prop_assert!(friendship.since.is_none_or(|since| since > friendship.id));
        }
    }
}
