//! Ties of communities of every size.

use std::collections::HashSet;

use super::*;

/// The ties of a community of this size.
fn community(users: u64) -> Vec<Tie> {
    (0..users).flat_map(ties).collect()
}

fn count(ties: &[Tie], matches: impl Fn(&Tie) -> bool) -> usize {
    ties.iter().filter(|tie| matches(tie)).count()
}

#[test]
fn users_connect_to_earlier_ones_and_never_to_themselves() {
    for n in 0..2_000 {
        for Tie { from, to, .. } in ties(n) {
            assert!(from != to && from.max(to) == n, "{n}: {from} {to}");
        }
    }
}

#[test]
fn two_users_have_one_friendship_at_most_and_none_hides_or_blocks_whom_they_follow_or_befriend() {
    let ties = community(2_000);
    let pairs = |kinds: &[TieKind]| -> Vec<_> {
        let found = ties.iter().filter(|tie| kinds.contains(&tie.kind));
        found.map(|tie| (tie.from.min(tie.to), tie.from.max(tie.to))).collect()
    };
    let friendships = pairs(&[TieKind::Friendship, TieKind::Request]);
    let distinct: HashSet<_> = friendships.iter().collect();
    assert_eq!(distinct.len(), friendships.len());
    let (hides, blocks) = (pairs(&[TieKind::Hide]), pairs(&[TieKind::Block]));
    assert!(hides.len() > 50 && blocks.len() > 50, "{} {}", hides.len(), blocks.len());
    let known: HashSet<_> = pairs(&[TieKind::Friendship, TieKind::Request, TieKind::Follow]).into_iter().collect();
    assert!(hides.iter().chain(&blocks).all(|pair| !known.contains(pair)));
}

#[test]
fn everyone_but_the_first_user_follows_someone_last() {
    for n in 1..2_000 {
        let last = ties(n).pop().map(|tie| (tie.kind, tie.from));
        assert_eq!(last, Some((TieKind::Follow, n)));
    }
}

#[test]
fn the_first_user_has_as_much_as_a_small_community_allows() {
    let of_first = |users| {
        let ties = community(users);
        let is =
            |kind, from: bool| count(&ties, |tie| tie.kind == kind && if from { tie.from == 0 } else { tie.to == 0 });
        let friends = is(TieKind::Friendship, true) + is(TieKind::Friendship, false);
        let requests = (is(TieKind::Request, true), is(TieKind::Request, false));
        (friends, requests, is(TieKind::Follow, true) > 0, is(TieKind::Follow, false) > 0)
    };
    assert_eq!(of_first(1), (0, (0, 0), false, false));
    assert_eq!(of_first(2), (1, (0, 0), true, true));
    assert_eq!(of_first(3), (1, (1, 0), true, true));
    assert_eq!(of_first(4), (1, (1, 1), true, true));
    assert_eq!(of_first(5), (2, (1, 1), true, true));
    let (friends, (sent, received), follows, is_followed) = of_first(1_000);
    assert!(friends >= 2 && sent >= 1 && received >= 1 && follows && is_followed);
}
