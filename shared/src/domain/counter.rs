//! Which counters an event changes.

use std::collections::BTreeMap;

use crate::domain::account::activity::Activity;
use crate::domain::event::Event;
use crate::domain::feed::FeedEntry;
use crate::domain::graph::edge::{Edge, EdgeKind};
use crate::domain::graph::friendship::{Friendship, State};
use crate::domain::id::{Id, UserId};
use crate::domain::post::comment::{CommentRef, CountedComment};
use crate::domain::post::contribution::Contribution;
use crate::domain::post::flag::{Flag, FlagTarget};
use crate::domain::post::poll::Ballot;
use crate::domain::post::vote_reaction::VoteReaction;
use crate::domain::post::{PostKind, Reaction, ReactionKind};

/// A user, post or comment that has counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CounterOwner {
    /// A user.
    User(UserId),
    /// A post.
    Post(Id),
    /// A comment.
    Comment(CommentRef),
}

/// A number about a user, a post or a comment that is derived from source items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counter {
    /// Users whom this user follows.
    Followings,
    /// Users who follow this user.
    Followers,
    /// Users with whom this user is connected.
    Connections,
    /// Rows of this user's list of sent requests.
    RequestsSent,
    /// Rows of this user's list of received requests.
    RequestsReceived,
    /// Posts that this user has published.
    Posts,
    /// Discussions that this user has published.
    Discussions,
    /// Posts and discussions of this user with a poll.
    Polls,
    /// Votes for this post or comment.
    Votes,
    /// Users who follow this post.
    PostFollowers,
    /// Users who have viewed this post.
    Views,
    /// Comments on this post and replies to them, without deleted ones.
    Comments,
    /// Comments on this post itself, deleted ones included.
    TopComments,
    /// Flags of this user, post or comment.
    Flags,
    /// Replies to this comment.
    Replies,
    /// Votes for this post or comment with this reaction. Those with the first one are not counted by themselves.
    Reaction(VoteReaction),
    /// Votes for this choice of this post's poll.
    Choice(Id),
    /// What this user has done in an hour. Not derived anew, since it ends with the hour.
    Done(Activity),
}

/// Changes to the counters of one user, post or comment.
pub type Deltas = BTreeMap<Counter, i64>;

/// The changes that an event makes to counters.
pub fn deltas(event: &Event) -> Vec<(CounterOwner, Counter, i64)> {
    match event {
        Event::Linked(EdgeKind::Follow, edge) => follow(edge, 1),
        Event::Unlinked(EdgeKind::Follow, edge) => follow(edge, -1),
        Event::FriendshipChanged { before, after } => {
            let [before, after] = [before, after].map(|f| f.as_ref().map(friendship).unwrap_or_default());
            if before == after {
                return Vec::new();
            }
            let add = |counters: Vec<(UserId, Counter)>, by| {
                counters.into_iter().map(move |(user, counter)| (CounterOwner::User(user), counter, by))
            };
            add(before, -1).chain(add(after, 1)).collect()
        }
        Event::PostPublished(post, _) => published(post, 1),
        Event::PostDeleted(post) => published(post, -1),
        Event::Reacted(kind, reaction) => reacted(*kind, reaction, 1),
        Event::Unreacted(kind, reaction) => reacted(*kind, reaction, -1),
        Event::VoteTurned { contribution, before, after } => {
            let owner = owner_of(*contribution);
            let add = |reaction: VoteReaction, by| counted(reaction).map(|counter| (owner, counter, by));
            add(*before, -1).into_iter().chain(add(*after, 1)).collect()
        }
        Event::CommentChanged { before, after } => {
            comment(before.as_deref(), -1).chain(comment(after.as_deref(), 1)).collect()
        }
        Event::Flagged(flag) => flagged(flag, 1),
        Event::Unflagged(flag) => flagged(flag, -1),
        Event::CommentVoted(vote) => voted(CounterOwner::Comment(vote.at), vote.reaction, 1),
        Event::CommentUnvoted(vote) => voted(CounterOwner::Comment(vote.at), vote.reaction, -1),
        Event::PollVoted { before, after } => votes(before, -1).chain(votes(after, 1)).collect(),
        _ => Vec::new(),
    }
}

fn published(post: &FeedEntry, by: i64) -> Vec<(CounterOwner, Counter, i64)> {
    let author = CounterOwner::User(post.author);
    let kind = match post.kind {
        PostKind::Discussion => Counter::Discussions,
        PostKind::Post => Counter::Posts,
    };
    let poll = post.poll.then_some((author, Counter::Polls, by));
    [(author, kind, by)].into_iter().chain(poll).collect()
}

fn reacted(kind: ReactionKind, reaction: &Reaction, by: i64) -> Vec<(CounterOwner, Counter, i64)> {
    let post = CounterOwner::Post(reaction.post);
    match kind {
        ReactionKind::Vote => voted(post, reaction.reaction, by),
        ReactionKind::Follow => vec![(post, Counter::PostFollowers, by)],
        ReactionKind::View => vec![(post, Counter::Views, by)],
        ReactionKind::Suspension => Vec::new(),
    }
}

fn voted(owner: CounterOwner, reaction: VoteReaction, by: i64) -> Vec<(CounterOwner, Counter, i64)> {
    [Some(Counter::Votes), counted(reaction)].into_iter().flatten().map(|counter| (owner, counter, by)).collect()
}

/// The counter of votes with a reaction, if they are counted.
fn counted(reaction: VoteReaction) -> Option<Counter> {
    (!reaction.is_like()).then_some(Counter::Reaction(reaction))
}

fn owner_of(contribution: Contribution) -> CounterOwner {
    match contribution {
        Contribution::Post(post) => CounterOwner::Post(post),
        Contribution::Comment(at) => CounterOwner::Comment(at),
    }
}

/// The counters that a comment adds to.
fn comment(comment: Option<&CountedComment>, by: i64) -> impl Iterator<Item = (CounterOwner, Counter, i64)> {
    let counters = comment.map(|CountedComment { comment, .. }| {
        let post = CounterOwner::Post(comment.at.post);
        let thread = match comment.at.parent() {
            Some(parent) => (CounterOwner::Comment(parent), Counter::Replies, by),
            None => (post, Counter::TopComments, by),
        };
        [Some(thread), comment.is_live().then_some((post, Counter::Comments, by))]
    });
    counters.into_iter().flatten().flatten()
}

fn flagged(flag: &Flag, by: i64) -> Vec<(CounterOwner, Counter, i64)> {
    let owner = match flag.target {
        FlagTarget::User(user) => CounterOwner::User(user),
        FlagTarget::Post(post) => CounterOwner::Post(post),
        FlagTarget::Comment(at) => CounterOwner::Comment(at),
    };
    vec![(owner, Counter::Flags, by)]
}

fn votes(ballot: &Option<Ballot>, by: i64) -> impl Iterator<Item = (CounterOwner, Counter, i64)> {
    let choices = ballot.iter().flat_map(|ballot| ballot.votes.iter().map(|vote| (ballot.post, vote.choice)));
    choices.map(move |(post, choice)| (CounterOwner::Post(post), Counter::Choice(choice), by))
}

/// The counters that a friendship adds to, which count rows of lists. A rejected request is in the lists of both users.
/// A withdrawn one is only in the list of the recipient, who can still cancel the rejection.
fn friendship(friendship: &Friendship) -> Vec<(UserId, Counter)> {
    let Friendship { from, to, state, .. } = *friendship;
    match state {
        State::Connected => vec![(from, Counter::Connections), (to, Counter::Connections)],
        State::Pending | State::Rejected => vec![(from, Counter::RequestsSent), (to, Counter::RequestsReceived)],
        State::Withdrawn => vec![(to, Counter::RequestsReceived)],
        State::Blocked | State::BlockedByBoth => Vec::new(),
    }
}

fn follow(edge: &Edge, by: i64) -> Vec<(CounterOwner, Counter, i64)> {
    let [from, to] = [edge.from, edge.to].map(CounterOwner::User);
    vec![(from, Counter::Followings, by), (to, Counter::Followers, by)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::post::poll::PollVote;

    fn id(n: u64) -> Id {
        Id::try_from(n).unwrap()
    }

    fn request(state: State) -> Friendship {
        Friendship { from: id(1), to: id(2), id: id(3), state, since: None, rejected: None, viewed: None, resent: None }
    }

    #[test]
    fn a_follow_counts_for_both_users_and_a_hide_for_neither() {
        let edge = Edge { from: id(1), to: id(2), id: id(3) };
        let (from, to) = (CounterOwner::User(id(1)), CounterOwner::User(id(2)));
        let made = deltas(&Event::Linked(EdgeKind::Follow, edge));
        assert_eq!(made, [(from, Counter::Followings, 1), (to, Counter::Followers, 1)]);
        let ended = deltas(&Event::Unlinked(EdgeKind::Follow, edge));
        assert_eq!(ended, [(from, Counter::Followings, -1), (to, Counter::Followers, -1)]);
        assert_eq!(deltas(&Event::Linked(EdgeKind::Hide, edge)), []);
    }

    /// The counters of requests count rows of lists, so both change exactly when those lists do.
    #[test]
    fn request_counters_follow_the_lists() {
        let states =
            [None, Some(State::Pending), Some(State::Rejected), Some(State::Withdrawn), Some(State::Connected)];
        for (before, after) in states.into_iter().flat_map(|before| states.map(|after| (before, after))) {
            let [before, after] = [before, after].map(|state| state.map(request));
            let deltas = deltas(&Event::FriendshipChanged { before, after });
            let sum = |user, counter| -> i64 {
                let own = deltas.iter().filter(|delta| (delta.0, delta.1) == (CounterOwner::User(user), counter));
                own.map(|delta| delta.2).sum()
            };
            let grows = |test: fn(&Friendship) -> bool| -> i64 {
                i64::from(after.as_ref().is_some_and(test)) - i64::from(before.as_ref().is_some_and(test))
            };
            let case = format!("{before:?} {after:?}");
            assert_eq!(sum(id(1), Counter::RequestsSent), grows(|f| f.is_sent_by(f.from)), "{case}");
            assert_eq!(sum(id(2), Counter::RequestsReceived), grows(|f| f.is_received_by(f.to)), "{case}");
            for user in [id(1), id(2)] {
                assert_eq!(sum(user, Counter::Connections), grows(|f| f.state == State::Connected), "{case}");
            }
        }
    }

    #[test]
    fn a_post_with_a_poll_counts_twice_for_its_author() {
        let post = FeedEntry { post: id(3), author: id(1), kind: PostKind::Discussion, poll: false };
        let author = CounterOwner::User(id(1));
        assert_eq!(deltas(&Event::PostPublished(post, Vec::new())), [(author, Counter::Discussions, 1)]);
        let deleted = deltas(&Event::PostDeleted(FeedEntry { poll: true, ..post }));
        assert_eq!(deleted, [(author, Counter::Discussions, -1), (author, Counter::Polls, -1)]);
    }

    /// What an event changes, without changes that cancel each other out.
    fn sums(event: &Event) -> BTreeMap<(CounterOwner, Counter), i64> {
        let mut sums = BTreeMap::new();
        for (owner, counter, by) in deltas(event) {
            *sums.entry((owner, counter)).or_default() += by;
        }
        sums.retain(|_, by| *by != 0);
        sums
    }

    #[test]
    fn a_blank_counts_as_a_row_of_the_list_and_not_as_a_comment() {
        let comment = |parent: Option<u64>, deleted: bool| {
            let comment = crate::domain::Comment {
                moderation: None,
                restored: None,
                at: CommentRef { post: id(3), parent: parent.map(id), id: id(9) },
                kind: PostKind::Post,
                author: id(1),
                in_reply_to: None,
                notified: id(2),
                html: "x".to_owned(),
                edited: None,
                deleted: deleted.then_some(jiff::Timestamp::UNIX_EPOCH),
            };
            let reactions = BTreeMap::new();
            Some(Box::new(CountedComment { comment, votes: 0, reactions, flags: 0, replies: 0, latest: Vec::new() }))
        };
        let post = CounterOwner::Post(id(3));
        let parent = CounterOwner::Comment(CommentRef::top(id(3), id(8)));
        let (all, top) = ((post, Counter::Comments), (post, Counter::TopComments));
        for (before, after, changes) in [
            (None, comment(None, false), vec![(all, 1), (top, 1)]),
            (comment(None, false), comment(None, true), vec![(all, -1)]),
            (comment(None, true), comment(None, false), vec![(all, 1)]),
            (comment(None, true), None, vec![(top, -1)]),
            (comment(None, false), None, vec![(all, -1), (top, -1)]),
            (None, comment(Some(8), false), vec![(all, 1), ((parent, Counter::Replies), 1)]),
            (comment(Some(8), false), None, vec![(all, -1), ((parent, Counter::Replies), -1)]),
        ] {
            let event = Event::CommentChanged { before, after };
            assert_eq!(sums(&event), changes.into_iter().collect(), "{event:?}");
        }
    }

    #[test]
    fn a_vote_that_moves_leaves_one_choice_for_the_other() {
        let ballot =
            |choice| Some(Ballot { post: id(3), user: id(1), votes: vec![PollVote { id: id(9), choice: id(choice) }] });
        let moved = deltas(&Event::PollVoted { before: ballot(5), after: ballot(6) });
        let post = CounterOwner::Post(id(3));
        assert_eq!(moved, [(post, Counter::Choice(id(5)), -1), (post, Counter::Choice(id(6)), 1)]);
    }
}
