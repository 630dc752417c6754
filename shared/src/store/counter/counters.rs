//! Counters that count each change exactly once, whatever is replayed.
//!
//! A counter item remembers, for each shard of the stream, the last change that was counted. An addition is conditional
//! on that mark and moves it in the same write. If a part was counted before, the refused write returns the item, and
//! the rest is added.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use crate::domain::account::token::fingerprint;
use crate::domain::counter::{Counter, CounterOwner, Deltas};
use crate::domain::{Counters, Error, Id, Result, UserId};
use crate::dynamo::{EXISTS, EXPIRES, Item, Key, Refused, Table, Write, number, number_of, text, text_of};
use crate::store::item::{from_item, keys};
use crate::store::stream::sequence::Sequence;

/// Prefix of the attribute with a shard's mark: the sequence number, and when it was set.
const MARK: &str = "mark_";
/// Prefix of the counters of a post or comment, which are attributes of its item.
pub(crate) const COUNT: &str = "count_";
/// Prefix of the counters of a poll's choices.
const CHOICE: &str = "count_choice_";
/// Attribute with the first post as a pull author.
pub(crate) const BIG: &str = "big";
/// Attribute of a deleted user.
const GONE: &str = "gone";
/// A stream keeps changes for 24 hours; older marks guard against nothing. In seconds.
const MARK_LIFETIME: i64 = 25 * 60 * 60;
/// Attempts at one addition. A refusal means that a part was counted, so a second one is rare.
const TRIES: usize = 4;

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
    fn of(item: &Item) -> Self {
        let count = |counter| number_of::<u64>(item, &attribute(counter));
        Self {
            gone: item.contains_key(GONE),
            big: Id::try_from(number_of::<u64>(item, BIG)).ok(),
            audience: count(Counter::Followers) + count(Counter::Connections),
            published: count(Counter::Posts) + count(Counter::Discussions),
        }
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

    /// Adds the changes of one shard, in order, to the counters of a user, post or comment. Changes that were counted
    /// before are left out. A deleted user has a mark, a deleted post or comment no item, so no lookup is needed.
    pub async fn add(
        self,
        of: CounterOwner,
        shard: &str,
        mut changes: &[CountedChange],
        now: Timestamp,
    ) -> Result<CounterState> {
        let mark = format!("{MARK}{:.12}", fingerprint(shard));
        let key = key_of(of);
        let mut state = CounterState::default();
        for _ in 0..TRIES {
            let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return Ok(state) };
            let mut sums = Deltas::new();
            for (counter, delta) in changes.iter().flat_map(|change| &change.deltas) {
                *sums.entry(*counter).or_default() += delta;
            }
            let mut write = Write::update(key.clone())
                .set(&mark, text(format!("{} {}", last.sequence, now.as_second())))
                .only_if(&format!("attribute_not_exists(#{mark}) OR #{mark} < :first"))
                .bind(":first", text(first.sequence.as_str()));
            if !matches!(of, CounterOwner::User(_)) {
                write = write.only_if(EXISTS);
            }
            for (counter, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
                write = write.add(&attribute(counter), number(sum));
            }
            match self.table.write(write).await? {
                Ok(item) => {
                    self.forget_marks(&key, &item, now).await?;
                    return Ok(CounterState::of(&item));
                }
                Err(Refused(None)) => return Ok(CounterState { gone: true, ..CounterState::default() }),
                Err(Refused(Some(item))) => {
                    state = CounterState::of(&item);
                    let counted = text_of(&item, &mark)?;
                    let rest = changes.iter().position(|change| change.sequence.as_str() > counted);
                    changes = &changes[rest.unwrap_or(changes.len())..];
                }
            }
        }
        Err(Error::unavailable("a counter kept changing"))
    }

    /// Marks the counters of a deleted user before the clean-up begins, so that whatever is counted from then on is
    /// noticed. With `expires`, in seconds since 1970, the counters expire too.
    pub(crate) async fn mark_gone(self, user: UserId, expires: Option<i64>) -> Result<()> {
        let mut write = Write::update(keys::counters(user)).set(GONE, AttributeValue::Bool(true));
        if let Some(expires) = expires {
            write = write.set(EXPIRES, number(expires));
        }
        self.table.write_if(write).await?;
        Ok(())
    }

    /// Drops marks of shards whose changes the stream has forgotten.
    async fn forget_marks(self, key: &Key, item: &Item, now: Timestamp) -> Result<()> {
        let mut write = Write::update(key.clone());
        for name in item.keys().filter(|name| name.starts_with(MARK)) {
            let mark = text_of(item, name)?;
            let set: Option<i64> = mark.split_once(' ').and_then(|(_, second)| second.parse().ok());
            if set.is_none_or(|set| set < now.as_second() - MARK_LIFETIME) {
                let placeholder = format!(":{name}");
                write = write.remove(name).only_if(&format!("#{name} = {placeholder}")).bind(&placeholder, text(mark));
            }
        }
        if write.is_empty() {
            return Ok(());
        }
        // A refusal means that the shard counts again; the mark stays until the next time.
        self.table.write_if(write).await?;
        Ok(())
    }
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
        CounterOwner::Post(post) => keys::post(post),
        CounterOwner::Comment(at) => keys::comment(at),
    }
}

/// Whether an attribute of a post or comment is a counter or a mark, and not content.
pub(crate) fn is_counting(name: &str) -> bool {
    name.starts_with(COUNT) || name.starts_with(MARK)
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
        Counter::Choice(id) => return format!("{CHOICE}{id}"),
    };
    name.to_owned()
}

/// Reads the choice of a poll from its counter's attribute.
pub(crate) fn choice_of(name: &str) -> Option<Id> {
    Id::parse(name.strip_prefix(CHOICE)?)
}
