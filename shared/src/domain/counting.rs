//! Which numbers change when something happens.

use std::collections::BTreeMap;

use super::event::Event;
use super::graph::{Edge, EdgeKind};
use super::id::UserId;

/// A number of a user that is derived from facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counter {
    /// Users that this user follows.
    Followings,
    /// Users that follow this user.
    Followers,
}

impl Counter {
    /// All of them: the janitor holds each against its facts.
    pub const ALL: [Self; 2] = [Self::Followings, Self::Followers];
}

/// Changes of a user's numbers.
pub type Deltas = BTreeMap<Counter, i64>;

/// What an event adds to whose numbers.
pub fn deltas(event: &Event) -> Vec<(UserId, Counter, i64)> {
    match event {
        Event::Linked(EdgeKind::Follow, edge) => follow(edge, 1),
        Event::Unlinked(EdgeKind::Follow, edge) => follow(edge, -1),
        _ => Vec::new(),
    }
}

fn follow(edge: &Edge, by: i64) -> Vec<(UserId, Counter, i64)> {
    vec![(edge.from, Counter::Followings, by), (edge.to, Counter::Followers, by)]
}
