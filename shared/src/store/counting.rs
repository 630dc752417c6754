//! Counters: how often something happened, counted exactly once whatever is replayed.
//!
//! A counter item remembers for each shard of the stream the last change that it has counted. Adding is conditional on
//! that mark, and moves it, in one write; where a part was counted already, the refused write returns the item, and
//! what remains is added.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use super::Store;
use super::keys::{self, EXPIRES};
use super::stream::Sequence;
use super::table::{from_item, text_of};
use super::write::{Item, Write, number, text};
use super::writes::Refused;
use crate::domain::auth::fingerprint;
use crate::domain::counting::{Counter, Deltas};
use crate::domain::{Counters, Error, Result, UserId};

/// Begins the attribute that holds a shard's mark: the sequence number, and when it was set.
const MARK: &str = "mark_";
/// Marks the numbers of a user who is gone.
const GONE: &str = "gone";
/// A stream keeps its changes for 24 hours; then a shard's mark has nothing left to guard against. In seconds.
const MARK_LIFETIME: i64 = 25 * 60 * 60;
/// Tries of one addition: each refusal means that some of it was counted, so a second one is rare.
const TRIES: usize = 4;

/// A change that counts, and its place in its shard.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Its place.
    pub sequence: Sequence,
    /// What it adds.
    pub deltas: Deltas,
}

impl Store {
    /// Adds the changes of one shard, which come in order, to a user's numbers; those counted before are left out.
    /// Answers whether the user is gone, for which the item has a mark: so nobody needs to look the user up.
    pub async fn add_counts(&self, user: UserId, shard: &str, mut changes: &[Counted], now: Timestamp) -> Result<bool> {
        let mark = format!("{MARK}{:.12}", fingerprint(shard));
        let mut gone = false;
        for _ in 0..TRIES {
            let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return Ok(gone) };
            let mut sums = Deltas::new();
            for (counter, delta) in changes.iter().flat_map(|change| &change.deltas) {
                *sums.entry(*counter).or_default() += delta;
            }
            let mut write = Write::update(keys::counters(user))
                .set(&mark, text(format!("{} {}", last.sequence, now.as_second())))
                .only_if(&format!("attribute_not_exists(#{mark}) OR #{mark} < :first"))
                .bind(":first", text(first.sequence.as_str()));
            for (counter, sum) in sums.into_iter().filter(|(_, sum)| *sum != 0) {
                write = write.add(attribute(counter), number(sum));
            }
            match self.table.write(write).await? {
                Ok(item) => {
                    self.forget_marks(user, &item, now).await?;
                    return Ok(item.contains_key(GONE));
                }
                Err(Refused(item)) => {
                    let item = item.ok_or_else(|| Error::internal("a counter without an item was refused"))?;
                    gone = item.contains_key(GONE);
                    let counted = text_of(&item, &mark)?;
                    let rest = changes.iter().position(|change| change.sequence.as_str() > counted);
                    changes = &changes[rest.unwrap_or(changes.len())..];
                }
            }
        }
        Err(Error::unavailable("a counter kept changing"))
    }

    /// Marks the numbers of a user who is gone, before what they leave behind is cleared away: whatever is counted for
    /// them from then on is noticed. With `expires`, in seconds since 1970, the numbers go as well.
    pub(super) async fn mark_gone(&self, user: UserId, expires: Option<i64>) -> Result<()> {
        let mut write = Write::update(keys::counters(user)).set(GONE, AttributeValue::Bool(true));
        if let Some(expires) = expires {
            write = write.set(EXPIRES, number(expires));
        }
        self.table.write(write).await.map(drop)
    }

    /// Drops marks of shards whose changes the stream has forgotten.
    async fn forget_marks(&self, user: UserId, item: &Item, now: Timestamp) -> Result<()> {
        let mut write = Write::update(keys::counters(user));
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
        // Refused: somebody counts on that shard after all. The mark stays until the next time.
        self.table.write(write).await.map(drop)
    }
}

/// Numbers as their item has them. One that came below zero, which the janitor will see to, is shown as none.
pub(super) fn counters(mut item: Item) -> Result<Counters> {
    item.retain(|_, value| !value.as_n().is_ok_and(|number| number.starts_with('-')));
    from_item(item)
}

pub(super) fn attribute(counter: Counter) -> &'static str {
    match counter {
        Counter::Followings => "followings",
        Counter::Followers => "followers",
        Counter::Connections => "connections",
        Counter::RequestsSent => "connection_requests_sent",
        Counter::RequestsReceived => "connection_requests_received",
    }
}
