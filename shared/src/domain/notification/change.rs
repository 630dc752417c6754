//! Which notifications an event creates and retracts.

use crate::domain::account::status::Status;
use crate::domain::event::Event;
use crate::domain::graph::edge::{Edge, EdgeKind};
use crate::domain::graph::friendship::{Friendship, State};
use crate::domain::id::{Id, UserId};
use crate::domain::notification::Notification;
use crate::domain::notification::by_staff;
use crate::domain::notification::kind::NotificationKind;
use crate::domain::post::comment::{CommentVote, CountedComment};
use crate::domain::post::contribution::Contribution;
use crate::domain::post::mention::mentioned;
use crate::domain::post::moderation::Moderation;
use crate::domain::post::{Reaction, ReactionKind};
use crate::domain::profile::Profile;

/// What an event does to a user's notifications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotificationChange {
    /// The user is notified.
    Notify(Notification),
    /// The notification is retracted unless the user has seen it, because its cause was undone.
    Retract(Notification),
}

impl NotificationChange {
    /// The notification that is created or retracted.
    pub fn notification(&self) -> &Notification {
        match self {
            Self::Notify(notification) | Self::Retract(notification) => notification,
        }
    }
}

/// The notifications that an event creates and retracts. `at` is the id of a notification whose cause has no id.
pub fn changes(event: &Event, at: Id) -> Vec<NotificationChange> {
    match event {
        Event::UserUpdated { before, after } => {
            status(before, after, at).map(NotificationChange::Notify).into_iter().collect()
        }
        Event::BanChanged { user, before, after } => by_staff::banned(*user, [before.as_ref(), after.as_ref()], at)
            .map(NotificationChange::Notify)
            .into_iter()
            .collect(),
        Event::Linked(EdgeKind::Follow, edge) => vec![NotificationChange::Notify(follow(edge))],
        Event::Unlinked(EdgeKind::Follow, edge) => vec![NotificationChange::Retract(follow(edge))],
        Event::FriendshipChanged { before, after } => {
            let [before, after] = [before, after].map(|f| f.as_ref().map(friendship).unwrap_or_default());
            let ended = before.iter().filter(|note| !after.contains(note)).cloned().map(NotificationChange::Retract);
            // The last one is the news; a request that was accepted is none.
            let new = after.last().filter(|note| !before.contains(note)).cloned().map(NotificationChange::Notify);
            ended.chain(new).collect()
        }
        Event::CommentChanged { before, after } => {
            let notifications = |counted: &Option<Box<CountedComment>>| {
                let counted = counted.as_deref();
                let mentions = counted.map(mentions_in).unwrap_or_default();
                let restored = counted.and_then(by_staff::restored);
                counted.and_then(commented).into_iter().chain(restored).chain(mentions).collect::<Vec<_>>()
            };
            let before = notifications(before).into_iter().map(NotificationChange::Retract);
            let after = notifications(after).into_iter().map(NotificationChange::Notify);
            before.chain(after).collect()
        }
        Event::PostPublished(post, mentioned) => {
            let notifications = mentions(Contribution::Post(post.post), post.author, mentioned);
            notifications.map(NotificationChange::Notify).collect()
        }
        Event::MentionsChanged { contribution, author, before, after } => {
            let without = |users: &[UserId], others: &[UserId]| -> Vec<UserId> {
                users.iter().copied().filter(|user| !others.contains(user)).collect()
            };
            let (gone, new) = (without(before, after), without(after, before));
            let gone = mentions(*contribution, *author, &gone).map(NotificationChange::Retract);
            let new = mentions(*contribution, *author, &new).map(NotificationChange::Notify);
            gone.chain(new).collect()
        }
        Event::CommentVoted(vote) => comment_vote(vote).map(NotificationChange::Notify).into_iter().collect(),
        Event::CommentUnvoted(vote) => comment_vote(vote).map(NotificationChange::Retract).into_iter().collect(),
        Event::Moderated { contribution, author, before, after, .. } => {
            let notification =
                |decision: &Option<Moderation>| by_staff::moderated(*contribution, *author, decision.as_ref()?);
            let before = notification(before).map(NotificationChange::Retract);
            before.into_iter().chain(notification(after).map(NotificationChange::Notify)).collect()
        }
        Event::Noticed { contribution, notice } => {
            by_staff::noticed(*contribution, notice).map(NotificationChange::Notify).into_iter().collect()
        }
        Event::Reacted(kind, reaction) => {
            reacted(*kind, reaction).map(NotificationChange::Notify).into_iter().collect()
        }
        Event::Unreacted(kind, reaction) => {
            reacted(*kind, reaction).map(NotificationChange::Retract).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Notifies a user whose account is deactivated or reactivated.
fn status(before: &Profile, after: &Profile, at: Id) -> Option<Notification> {
    let user = after.id;
    let kind = match (before.status, after.status) {
        (Status::Approved, Status::Blocked) => NotificationKind::BlockedUser { user },
        (Status::Blocked, Status::Approved) => NotificationKind::UnblockedUser { user },
        _ => return None,
    };
    Some(Notification::new(user, at, kind))
}

/// The notification of the recipient of a request, which stays when it is accepted, and then that of the sender.
fn friendship(friendship: &Friendship) -> Vec<Notification> {
    let Friendship { from, to, id, state, since, .. } = *friendship;
    let request = Notification::new(to, id, NotificationKind::ConnectionRequest { user: from });
    let accept = since.map(|since| Notification::new(from, since, NotificationKind::ConnectionAccept { user: to }));
    match state {
        State::Pending => vec![request],
        State::Connected => [request].into_iter().chain(accept).collect(),
        State::Rejected | State::Withdrawn | State::Blocked | State::BlockedByBoth => Vec::new(),
    }
}

/// Notifies the author of a post of another user's vote or follow, but not of a view.
fn reacted(kind: ReactionKind, reaction: &Reaction) -> Option<Notification> {
    let Reaction { post, user, id, author, .. } = *reaction;
    let kind = match kind {
        ReactionKind::Vote => NotificationKind::VoteUp { user, post },
        ReactionKind::Follow => NotificationKind::Follow { user, post },
        ReactionKind::View | ReactionKind::Suspension => return None,
    };
    author.filter(|author| *author != user).map(|author| Notification::new(author, id, kind))
}

/// Notifies the author of a post of another user's comment, or the author of a comment of another user's reply.
fn commented(counted: &CountedComment) -> Option<Notification> {
    let comment = Some(&counted.comment).filter(|comment| comment.is_live() && comment.notified != comment.author)?;
    let (user, at) = (comment.author, comment.at);
    let kind = match at.parent {
        None => NotificationKind::Comment { user, post: at.post, comment: at.id },
        Some(parent) => NotificationKind::NestedComment { user, post: at.post, parent, comment: at.id },
    };
    Some(Notification::new(comment.notified, at.id, kind))
}

/// Notifies those whom a comment mentions.
fn mentions_in(counted: &CountedComment) -> Vec<Notification> {
    let comment = &counted.comment;
    let users = if comment.is_live() { mentioned(&comment.html) } else { Vec::new() };
    mentions(Contribution::Comment(comment.at), comment.author, &users).collect()
}

/// Notifies users whom a post or a comment of another user mentions.
fn mentions(
    contribution: Contribution,
    author: UserId,
    users: &[UserId],
) -> impl Iterator<Item = Notification> + use<'_> {
    let (post, parent, comment) = match contribution {
        Contribution::Post(post) => (post, None, None),
        Contribution::Comment(at) => (at.post, at.parent, Some(at.id)),
    };
    let kind = NotificationKind::Mention { user: author, post, parent, comment };
    let others = users.iter().filter(move |user| **user != author);
    others.map(move |user| Notification::new(*user, contribution.id(), kind))
}

/// Notifies the author of a comment of another user's vote.
fn comment_vote(vote: &CommentVote) -> Option<Notification> {
    let CommentVote { at, user, vote: id, author, .. } = *vote;
    let kind = NotificationKind::CommentVote { user, post: at.post, parent: at.parent, comment: at.id };
    (author != user).then(|| Notification::new(author, id, kind))
}

fn follow(edge: &Edge) -> Notification {
    Notification::new(edge.to, edge.id, NotificationKind::UserFollow { user: edge.from })
}

#[cfg(test)]
mod tests {
    use NotificationChange::{Notify, Retract};

    use super::*;
    use crate::domain::account::ban::Ban;
    use crate::domain::account::username::Username;

    fn id(n: u64) -> Id {
        Id::try_from(n).unwrap()
    }

    fn changed(before: Option<Friendship>, after: Option<Friendship>) -> Vec<NotificationChange> {
        changes(&Event::FriendshipChanged { before, after }, id(99))
    }

    #[test]
    fn a_follow_notifies_and_its_end_retracts_the_same_notification() {
        let edge = Edge { from: id(1), to: id(2), id: id(3) };
        let notification = Notification::new(id(2), id(3), NotificationKind::UserFollow { user: id(1) });
        assert_eq!(changes(&Event::Linked(EdgeKind::Follow, edge), id(99)), [Notify(notification.clone())]);
        assert_eq!(changes(&Event::Unlinked(EdgeKind::Follow, edge), id(99)), [Retract(notification)]);
        assert_eq!(changes(&Event::Linked(EdgeKind::Hide, edge), id(99)), []);
    }

    #[test]
    fn a_friendship_notifies_the_recipient_of_the_request_and_the_sender_of_the_connection() {
        let state = |state| Friendship {
            from: id(1),
            to: id(2),
            id: id(3),
            state,
            since: (state == State::Connected).then_some(id(4)),
            rejected: None,
            viewed: None,
            resent: None,
        };
        let request = Notification::new(id(2), id(3), NotificationKind::ConnectionRequest { user: id(1) });
        let accept = Notification::new(id(1), id(4), NotificationKind::ConnectionAccept { user: id(2) });
        let pending = Some(state(State::Pending));
        assert_eq!(changed(None, pending), [Notify(request.clone())]);
        let connected = Some(state(State::Connected));
        assert_eq!(changed(pending, connected), [Notify(accept.clone())]);
        for silent in [State::Rejected, State::Withdrawn] {
            assert_eq!(changed(pending, Some(state(silent))), [Retract(request.clone())]);
        }
        assert_eq!(changed(connected, None), [Retract(request), Retract(accept)]);
        // The recipient marks the request as seen.
        let viewed = pending.map(|pending| Friendship { viewed: Some(id(5).created()), ..pending });
        assert_eq!(changed(pending, viewed), []);
    }

    #[test]
    fn authors_are_notified_of_the_votes_and_follows_of_others() {
        let reaction = |author| Reaction { post: id(5), user: id(1), id: id(6), author, reaction: Default::default() };
        let by_other = reaction(Some(id(2)));
        let vote = Notification::new(id(2), id(6), NotificationKind::VoteUp { user: id(1), post: id(5) });
        assert_eq!(changes(&Event::Reacted(ReactionKind::Vote, by_other), id(99)), [Notify(vote.clone())]);
        assert_eq!(changes(&Event::Unreacted(ReactionKind::Vote, by_other), id(99)), [Retract(vote)]);
        assert_eq!(changes(&Event::Reacted(ReactionKind::View, by_other), id(99)), []);
        for silent in [Some(id(1)), None] {
            assert_eq!(changes(&Event::Reacted(ReactionKind::Follow, reaction(silent)), id(99)), []);
        }
    }

    #[test]
    fn a_user_is_notified_of_a_ban_and_of_its_end_by_staff() {
        let at = id(5).created();
        let week = Ban { at, days: Some(7), reason: None, by: id(9) };
        let changed = |before, after| {
            let found = changes(&Event::BanChanged { user: id(1), before, after }, id(99));
            found.iter().map(|change| change.notification().kind).collect::<Vec<_>>()
        };
        let user = id(1);
        assert_eq!(changed(None, Some(week)), [NotificationKind::Banned { user, days: Some(7) }]);
        let forever = Ban { days: None, ..week };
        assert_eq!(changed(Some(week), Some(forever)), [NotificationKind::Banned { user, days: None }]);
        assert_eq!(changed(Some(week), None), [NotificationKind::UnblockedUser { user }]);
    }

    #[test]
    fn a_user_is_notified_of_a_deactivation_and_its_end() {
        let profile =
            |status| Box::new(Profile { status, ..Profile::new(id(1), Username::parse("anna").unwrap(), None) });
        let kinds = |before, after| -> Vec<_> {
            let event = Event::UserUpdated { before: profile(before), after: profile(after) };
            changes(&event, id(99))
                .iter()
                .map(|change| (change.notification().id, change.notification().kind))
                .collect()
        };
        let user = id(1);
        let blocked = [(id(99), NotificationKind::BlockedUser { user })];
        assert_eq!(kinds(Status::Approved, Status::Blocked), blocked);
        let unblocked = [(id(99), NotificationKind::UnblockedUser { user })];
        assert_eq!(kinds(Status::Blocked, Status::Approved), unblocked);
        assert_eq!(kinds(Status::Approved, Status::Deleted), []);
        assert_eq!(kinds(Status::Approved, Status::Approved), []);
    }
}
