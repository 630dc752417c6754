//! Which events are an activity of a user that is limited.

use crate::domain::account::activity::Activity;
use crate::domain::event::Event;
use crate::domain::graph::edge::EdgeKind;
use crate::domain::graph::friendship::{Friendship, State};
use crate::domain::id::UserId;
use crate::domain::post::contribution::Contribution;

/// The user who has done something that is limited, and what.
pub fn act_of(event: &Event) -> Option<(UserId, Activity)> {
    match event {
        Event::PostPublished(post, _) => Some((post.author, Activity::Posts)),
        Event::HeldForReview { contribution: Contribution::Post(_), author } => Some((*author, Activity::Posts)),
        Event::HeldForReview { contribution: Contribution::Comment(_), author } => Some((*author, Activity::Comments)),
        Event::CommentChanged { before: None, after: Some(after) } => Some((after.comment.author, Activity::Comments)),
        Event::Linked(EdgeKind::Follow, edge) => Some((edge.from, Activity::Follows)),
        Event::FriendshipChanged { before, after: Some(after) } if is_request(before.as_ref(), after) => {
            Some((after.from, Activity::Requests))
        }
        Event::AnnouncementDue { announcement, after: None } => Some((announcement.by?, Activity::Announcements)),
        Event::GameAdded(user) => Some((*user, Activity::Games)),
        _ => None,
    }
}

/// Whether the sender has sent a request, be it one that the recipient does not see.
fn is_request(before: Option<&Friendship>, after: &Friendship) -> bool {
    let is_new = after.state == State::Pending && before.is_none_or(|before| before.id != after.id);
    let is_sent_again = after.resent.is_some() && before.is_none_or(|before| before.resent != after.resent);
    is_new || is_sent_again
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::graph::friendship::{FriendshipAction, FriendshipCommand};
    use crate::domain::id::Id;

    #[test]
    fn a_request_is_one_however_it_is_received() {
        use FriendshipAction::{CancelReject, CancelRequest, Reject, Request};
        let [one, other] = [1, 2].map(|n| Id::try_from(n).unwrap());
        let (mut friendship, mut at) = (None, 3);
        for (by, action, expected) in [
            (one, Request, Some(one)),
            (one, Request, None),
            (other, Reject, None),
            (one, CancelRequest, None),
            (one, Request, Some(one)),
            (other, CancelReject, None),
            (one, CancelRequest, None),
            (other, Request, Some(other)),
            (one, Request, None),
        ] {
            let with = if by == one { other } else { one };
            at += 1;
            let command = FriendshipCommand { by, with, action, id: Id::try_from(at).unwrap() };
            let after = command.apply(friendship).unwrap();
            let act = act_of(&Event::FriendshipChanged { before: friendship, after });
            assert_eq!(act, expected.map(|user| (user, Activity::Requests)), "{action:?} at {at}");
            friendship = after;
        }
    }
}
