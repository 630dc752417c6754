//! Ends of what two users were to each other, of which there is no notification.

use crate::domain::event::Event;
use crate::domain::graph::friendship::{Friendship, State};
use crate::domain::id::UserId;

/// The end of what two users were to each other, as one of them learns of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationEnd {
    /// The user who learns of it.
    pub to: UserId,
    /// The other user.
    pub other: UserId,
    /// What has ended.
    pub relation: EndedRelation,
}

/// What has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedRelation {
    /// The request of the other user.
    Request,
    /// The connection.
    Connection,
}

/// The ends that an event tells users of. A rejection is private.
pub fn relation_ends(event: &Event) -> Vec<RelationEnd> {
    let Event::FriendshipChanged { before: Some(before), after } = event else { return Vec::new() };
    let Friendship { from, to, state, .. } = *before;
    let end = |to, other, relation| RelationEnd { to, other, relation };
    match (state, after.map(|after| after.state)) {
        (State::Connected, Some(State::Connected)) => Vec::new(),
        (State::Connected, _) => {
            vec![end(from, to, EndedRelation::Connection), end(to, from, EndedRelation::Connection)]
        }
        (State::Pending, None) => vec![end(to, from, EndedRelation::Request)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;

    #[test]
    fn a_rejection_is_private() {
        let [from, to] = [1, 2].map(|ms| Id::at(ms, 0));
        let friendship = |state| Friendship {
            from,
            to,
            id: Id::at(3, 0),
            state,
            since: None,
            rejected: None,
            viewed: None,
            resent: None,
        };
        for (before, after, told) in [
            (State::Pending, None, vec![(to, EndedRelation::Request)]),
            (State::Pending, Some(State::Rejected), vec![]),
            (State::Pending, Some(State::Connected), vec![]),
            (State::Rejected, Some(State::Withdrawn), vec![]),
            (State::Rejected, None, vec![]),
            (State::Connected, None, vec![(from, EndedRelation::Connection), (to, EndedRelation::Connection)]),
        ] {
            let event = Event::FriendshipChanged { before: Some(friendship(before)), after: after.map(friendship) };
            let ends: Vec<_> = relation_ends(&event).into_iter().map(|end| (end.to, end.relation)).collect();
            assert_eq!(ends, told, "{before:?} {after:?}");
        }
    }
}
