//! Which numbers change when something happens.

use std::collections::BTreeMap;

use crate::domain::event::Event;
use crate::domain::graph::edge::{Edge, EdgeKind};
use crate::domain::graph::friendship::{Friendship, State};
use crate::domain::id::{Id, UserId};
use crate::domain::post::poll::Ballot;
use crate::domain::post::{Post, PostKind, ReactionKind};

/// What has numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CounterOwner {
    /// A user.
    User(UserId),
    /// A post.
    Post(Id),
}

/// A number of a user or a post that is derived from facts.
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
    /// Posts that this user has published.
    Posts,
    /// Discussions that this user has published.
    Discussions,
    /// Posts and discussions of this user that have a poll.
    Polls,
    /// Votes for this post.
    Votes,
    /// Users that follow this post.
    PostFollowers,
    /// Users that have seen this post.
    Views,
    /// Votes for this choice of this post's poll.
    Choice(Id),
}

/// Changes of the numbers of one user or post.
pub type Deltas = BTreeMap<Counter, i64>;

/// What an event adds to whose numbers.
pub fn deltas(event: &Event) -> Vec<(CounterOwner, Counter, i64)> {
    match event {
        Event::Linked(EdgeKind::Follow, edge) => follow(edge, 1),
        Event::Unlinked(EdgeKind::Follow, edge) => follow(edge, -1),
        Event::FriendshipChanged { before, after } => {
            let [before, after] = [before, after].map(|f| f.as_ref().map(counted).unwrap_or_default());
            if before == after {
                return Vec::new();
            }
            let weigh = |counted: Vec<(UserId, Counter)>, by| {
                counted.into_iter().map(move |(user, c)| (CounterOwner::User(user), c, by))
            };
            weigh(before, -1).chain(weigh(after, 1)).collect()
        }
        Event::PostPublished(post) => published(post, 1),
        Event::PostDeleted(post) => published(post, -1),
        Event::Reacted(kind, reaction) => vec![(CounterOwner::Post(reaction.post), reacted(*kind), 1)],
        Event::Unreacted(kind, reaction) => vec![(CounterOwner::Post(reaction.post), reacted(*kind), -1)],
        Event::PollVoted { before, after } => chosen(before, -1).chain(chosen(after, 1)).collect(),
        _ => Vec::new(),
    }
}

fn published(post: &Post, by: i64) -> Vec<(CounterOwner, Counter, i64)> {
    let author = CounterOwner::User(post.author);
    let kind = match post.kind {
        PostKind::Discussion => Counter::Discussions,
        PostKind::Post => Counter::Posts,
    };
    let poll = post.content.poll.iter().map(|_| (author, Counter::Polls, by));
    [(author, kind, by)].into_iter().chain(poll).collect()
}

fn reacted(kind: ReactionKind) -> Counter {
    match kind {
        ReactionKind::Vote => Counter::Votes,
        ReactionKind::Follow => Counter::PostFollowers,
        ReactionKind::View => Counter::Views,
    }
}

fn chosen(ballot: &Option<Ballot>, by: i64) -> impl Iterator<Item = (CounterOwner, Counter, i64)> {
    let votes = ballot.iter().flat_map(|ballot| ballot.votes.iter().map(|vote| (ballot.post, vote.choice)));
    votes.map(move |(post, choice)| (CounterOwner::Post(post), Counter::Choice(choice), by))
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

fn follow(edge: &Edge, by: i64) -> Vec<(CounterOwner, Counter, i64)> {
    let [from, to] = [edge.from, edge.to].map(CounterOwner::User);
    vec![(from, Counter::Followings, by), (to, Counter::Followers, by)]
}
