//! The items with counters: those of users and of posts are items of their own, those of comments attributes of the
//! comments.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use crate::domain::counter::{Counter, CounterOwner, Deltas};
use crate::domain::{Counters, Id, Result, UserId, VoteReaction};
use crate::dynamo::{EXPIRES, Item, Key, Table, Write, number, number_of};
use crate::store::item::{from_item, keys};
use crate::store::stream::sequence::Sequence;

/// Prefix of the counters of a post or comment.
pub(crate) const COUNT: &str = "count_";
/// Attribute of a comment with the number of additions to its counters. It differs whenever something was counted between
/// two reads, even if the counters are the same.
pub(crate) const ADDITIONS: &str = "count_additions";
/// Prefix of the counters of votes with a reaction.
const REACTION: &str = "count_reaction_";
/// Prefix of the counters of a poll's choices.
const CHOICE: &str = "count_choice_";
/// Attribute with the first post as a pull author.
pub(crate) const BIG: &str = "big";
/// Attribute of a deleted user or post.
pub(crate) const GONE: &str = "gone";
/// How long the counters of a deleted user or post are kept, in seconds, since changes of them may still be on their way.
const KEPT_FOR: i64 = 48 * 60 * 60;

/// A change to count, and its position in its shard.
#[derive(Clone, Debug)]
pub struct CountedChange {
    /// The position.
    pub sequence: Sequence,
    /// What it adds.
    pub deltas: Deltas,
}

/// A user's or post's counters after a change: what projections know without another read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CounterState {
    /// The user or post was deleted.
    pub gone: bool,
    /// The first post that is not written into feeds, if the user is a pull author.
    pub big: Option<Id>,
    /// The user's followers and connections.
    pub audience: u64,
    /// Posts and discussions of the user.
    pub published: u64,
}

impl CounterState {
    pub(crate) fn of(item: &Item) -> Self {
        let count = |counter| number_of::<u64>(item, &attribute(counter));
        Self {
            gone: item.contains_key(GONE),
            big: Id::try_from(number_of::<u64>(item, BIG)).ok(),
            audience: count(Counter::Followers) + count(Counter::Connections),
            published: count(Counter::Posts) + count(Counter::Discussions),
        }
    }

    pub(crate) fn of_deleted() -> Self {
        Self { gone: true, ..Self::default() }
    }
}

/// Counters derived from source items.
#[derive(Clone, Copy, Debug)]
pub struct CounterItems<'a> {
    pub(crate) table: &'a Table,
}

impl CounterItems<'_> {
    /// Reads a user's counters consistently.
    pub async fn state(self, user: UserId) -> Result<CounterState> {
        let item = self.table.get(&keys::counters(user), true).await?;
        Ok(item.as_ref().map(CounterState::of).unwrap_or_default())
    }

    /// Marks the counters of a soft-deleted user before the clean-up begins, so that whatever is counted from then on is
    /// noticed.
    pub(crate) async fn mark_gone(self, user: UserId) -> Result<()> {
        Ok(self.table.write_if(gone(CounterOwner::User(user))).await?)
    }

    /// Marks the counters of a deleted user or post likewise, and lets them expire once no change of them can be on its
    /// way.
    pub async fn retire(self, of: CounterOwner, now: Timestamp) -> Result<()> {
        Ok(self.table.write_if(gone(of).set(EXPIRES, number(now.as_second() + KEPT_FOR))).await?)
    }
}

fn gone(of: CounterOwner) -> Write {
    Write::update(key_of(of)).set(GONE, AttributeValue::Bool(true))
}

/// Reads counters from their item. A negative one, which the janitor repairs, reads as zero.
pub(crate) fn counters(mut item: Item) -> Result<Counters> {
    item.retain(|_, value| !value.as_n().is_ok_and(|number| number.starts_with('-')));
    from_item(item)
}

/// The item with the counters.
pub(crate) fn key_of(of: CounterOwner) -> Key {
    match of {
        CounterOwner::User(user) => keys::counters(user),
        CounterOwner::Post(post) => keys::post_counters(post),
        CounterOwner::Comment(at) => keys::comment(at),
    }
}

pub(crate) fn attribute(counter: Counter) -> String {
    let name = match counter {
        Counter::Followings => "followings",
        Counter::Followers => "followers",
        Counter::Connections => "connections",
        Counter::RequestsSent => "connection_requests_sent",
        Counter::RequestsReceived => "connection_requests_received",
        Counter::Posts => "posts",
        Counter::Discussions => "discussions",
        Counter::Polls => "polls",
        Counter::Votes => return format!("{COUNT}votes"),
        Counter::PostFollowers => return format!("{COUNT}followers"),
        Counter::Views => return format!("{COUNT}views"),
        Counter::Comments => return format!("{COUNT}comments"),
        Counter::TopComments => return format!("{COUNT}top_comments"),
        Counter::Flags => return format!("{COUNT}flags"),
        Counter::Replies => return format!("{COUNT}replies"),
        Counter::Reaction(reaction) => return format!("{REACTION}{}", reaction.id()),
        Counter::Choice(id) => return format!("{CHOICE}{id}"),
        Counter::Done(activity) => return format!("{COUNT}{}", activity.name()),
    };
    name.to_owned()
}

/// Reads the counters of votes with each reaction that is counted.
pub(crate) fn reactions_of(item: &Item) -> BTreeMap<VoteReaction, u64> {
    let count = |reaction| number_of(item, &attribute(Counter::Reaction(reaction)));
    VoteReaction::COUNTED.map(|reaction| (reaction, count(reaction))).into()
}

/// Reads the choice of a poll from its counter's attribute.
pub(crate) fn choice_of(name: &str) -> Option<Id> {
    Id::parse(name.strip_prefix(CHOICE)?)
}
