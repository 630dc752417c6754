//! Which numbers change when something happens.

use std::collections::BTreeMap;

use super::event::Event;
use super::friendship::{Friendship, State};
use super::graph::{Edge, EdgeKind};
use super::id::UserId;

/// A number of a user that is derived from facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counter {
    /// Users that this user follows.
    Followings,
    /// Users that follow this user.
    Followers,
    /// Users that this user is connected with.
    Connections,
    /// Rows of the list of requests that this user has sent.
    RequestsSent,
    /// Rows of the list of requests that this user has received.
    RequestsReceived,
}

impl Counter {
    /// All of them: the janitor holds each against its facts.
    pub const ALL: [Self; 5] =
        [Self::Followings, Self::Followers, Self::Connections, Self::RequestsSent, Self::RequestsReceived];
}

/// Changes of a user's numbers.
pub type Deltas = BTreeMap<Counter, i64>;

/// What an event adds to whose numbers.
pub fn deltas(event: &Event) -> Vec<(UserId, Counter, i64)> {
    match event {
        Event::Linked(EdgeKind::Follow, edge) => follow(edge, 1),
        Event::Unlinked(EdgeKind::Follow, edge) => follow(edge, -1),
        Event::FriendshipChanged { before, after } => {
            let [before, after] = [before, after].map(|f| f.as_ref().map(counted).unwrap_or_default());
            if before == after {
                return Vec::new();
            }
            let weigh = |counted: Vec<(UserId, Counter)>, by| counted.into_iter().map(move |(user, c)| (user, c, by));
            weigh(before, -1).chain(weigh(after, 1)).collect()
        }
        _ => Vec::new(),
    }
}

/// Where a friendship stands in lists, and so counts: a rejected request still does for both, one that was withdrawn
/// after that only for the one who has to take the rejection back.
fn counted(friendship: &Friendship) -> Vec<(UserId, Counter)> {
    let Friendship { from, to, state, .. } = *friendship;
    match state {
        State::Connected => vec![(from, Counter::Connections), (to, Counter::Connections)],
        State::Pending | State::Rejected => vec![(from, Counter::RequestsSent), (to, Counter::RequestsReceived)],
        State::Withdrawn => vec![(to, Counter::RequestsReceived)],
    }
}

fn follow(edge: &Edge, by: i64) -> Vec<(UserId, Counter, i64)> {
    vec![(edge.from, Counter::Followings, by), (edge.to, Counter::Followers, by)]
}
