//! What two users may do to what stands between them: every state, either side, every action.

use std::str::FromStr as _;

use proptest::prelude::*;
use shared::domain::graph::friendship::{FriendshipAction, FriendshipCommand, State};
use shared::domain::{ErrorKind, Friendship, Id, UserId};
use tests::friendship::{Bond, Left, Side, TABLE};

fn id(number: u64) -> Id {
    Id::try_from(number << 12).unwrap()
}

/// One that has gone through what its state says, with marks that later states must keep or lose.
fn friendship(state: State, from: UserId, to: UserId) -> Friendship {
    let rejected = matches!(state, State::Rejected | State::Withdrawn).then(|| id(20).created());
    let since = (state == State::Connected).then(|| id(30));
    Friendship { from, to, id: id(10), state, since, rejected, viewed: Some(id(15).created()) }
}

#[test]
fn every_state_either_side_and_every_action_are_as_the_table_has_them() {
    let [asker, asked] = [id(1), id(2)];
    let mut cells = 0;
    for (state, side, row) in TABLE {
        for (action, left) in FriendshipAction::ALL.into_iter().zip(row) {
            // Which of the two has the lower id does not matter.
            for [asker, asked] in [[asker, asked], [asked, asker]] {
                let before = state.map(|state| friendship(state, asker, asked));
                let (by, with) = if side == Side::Asker { (asker, asked) } else { (asked, asker) };
                let after = FriendshipCommand { by, with, action, id: id(40) }.apply(before);
                let case = format!("{state:?}, {side:?}: {action:?}");
                let changed = |state: State| {
                    let before = before.unwrap();
                    let rejected = match state {
                        State::Rejected => Some(id(40).created()),
                        State::Withdrawn => before.rejected,
                        State::Pending | State::Connected => None,
                    };
                    let since = (state == State::Connected).then(|| id(40));
                    Some(Friendship { state, rejected, since, ..before })
                };
                let pending = State::Pending;
                let asks = Friendship { from: by, to: with, id: id(40), viewed: None, ..friendship(pending, by, with) };
                match (left, after) {
                    (Left::Same, Ok(after)) => assert_eq!(after, before, "{case}"),
                    (Left::Nothing, Ok(after)) => assert_eq!(after, None, "{case}"),
                    (Left::Request, Ok(after)) => assert_eq!(after, Some(asks), "{case}"),
                    (Left::Now(state), Ok(after)) => assert_eq!(after, changed(state), "{case}"),
                    (Left::Refused, Err(error)) => {
                        assert_eq!(
                            (error.kind, error.code),
                            (ErrorKind::Invalid, "invalid_connection_state"),
                            "{case}"
                        );
                    }
                    (Left::Forbidden, Err(error)) => {
                        assert_eq!((error.kind, error.code), (ErrorKind::Forbidden, "request_rejected"), "{case}");
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
fn oneself_is_refused_whatever_one_does() {
    for action in FriendshipAction::ALL {
        let error = FriendshipCommand { by: id(1), with: id(1), action, id: id(40) }.apply(None).unwrap_err();
        assert_eq!((error.kind, error.code), (ErrorKind::Invalid, "self"), "{action:?}");
    }
}

#[test]
fn either_is_told_what_the_contract_says() {
    for state in [State::Pending, State::Rejected, State::Withdrawn, State::Connected] {
        let friendship = friendship(state, id(1), id(2));
        for (user, number) in [(id(1), 1), (id(2), 2)] {
            let told = serde_json::to_value(friendship.status_for(user)).unwrap();
            let expected = Bond::status(Some(Bond { from: 1, state }), number);
            assert_eq!(told, serde_json::json!(expected), "{state:?} to {number}");
        }
    }
}

#[test]
fn actions_have_the_names_of_the_paths_and_no_others() {
    let names = ["request", "accept", "reject", "cancel_reject", "cancel_request", "remove"];
    for (name, action) in names.into_iter().zip(FriendshipAction::ALL) {
        assert_eq!((action.name(), FriendshipAction::from_str(name).unwrap()), (name, action));
    }
    for name in ["", "Request", "request ", "cancel", "statuses", "requests", "mark_seen", "re\0quest"] {
        assert_eq!(FriendshipAction::from_str(name).unwrap_err().kind, ErrorKind::NotFound, "{name}");
    }
}

/// What is written without a look at what there is has to leave what it would leave with one.
#[test]
fn a_guess_is_a_state_in_which_the_action_is_done_and_shares_no_id_with_what_comes_of_it() {
    for action in FriendshipAction::ALL {
        let act = FriendshipCommand { by: id(1), with: id(2), action, id: id(40) };
        let guess = act.likely_before();
        let after = act.apply(guess).unwrap_or_else(|e| panic!("{action:?}: {e}"));
        assert_ne!(guess, after, "{action:?}");
        assert!(guess.is_none_or(|guess| guess.id != act.id), "{action:?}: {guess:?}");
    }
}

proptest! {
    /// Any sequence of acts: ids and times never go astray, and both sides are told the same story.
    #[test]
    fn what_is_left_always_makes_sense(acts in proptest::collection::vec((any::<bool>(), 0..6_usize), 1..40)) {
        let [one, two] = [id(1), id(2)];
        let (mut stands, mut bond) = (None, None);
        for (n, (first, action)) in acts.into_iter().enumerate() {
            let (by, with, number) = if first { (one, two, 1) } else { (two, one, 2) };
            let action = FriendshipAction::ALL[action];
            let act = FriendshipCommand { by, with, action, id: id(100 + n as u64) };
            match (act.apply(stands), Bond::after(bond, number, action)) {
                (Ok(after), Ok(model)) => (stands, bond) = (after, model),
                (Err(error), Err(status)) => {
                    let kind = if status == 403 { ErrorKind::Forbidden } else { ErrorKind::Invalid };
                    prop_assert_eq!(error.kind, kind);
                }
                (after, model) => prop_assert!(false, "{:?} {:?}", after, model),
            }
            let from = |bond: Bond| if bond.from == 1 { one } else { two };
            let seen = stands.map(|stands: Friendship| (stands.from, stands.state));
            prop_assert_eq!(seen, bond.map(|bond| (from(bond), bond.state)));
            let Some(stands) = stands else { continue };
            prop_assert!(stands.from != stands.to);
            prop_assert_eq!(stands.since.is_some(), stands.state == State::Connected);
            prop_assert_eq!(
                stands.rejected.is_some(),
                matches!(stands.state, State::Rejected | State::Withdrawn)
            );
            prop_assert!(stands.since.is_none_or(|since| since > stands.id));
        }
    }
}
