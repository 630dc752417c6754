//! Additions to counters that count each change exactly once, whatever is repeated and however many shards the stream
//! has.
//!
//! The counters of a user or post are an item of their own, so an addition is one conditional write, which also puts the
//! shard's mark into its place there. If another shard has the place, its mark is first stored as an item of its own. A
//! comment has no places, because people read and edit its item: there an addition is a transaction with the mark's item.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::domain::account::activity::{Activity, end_of};
use crate::domain::counter::{Counter, CounterOwner, Deltas};
use crate::domain::{Error, Result, UserId};
use crate::dynamo::{Cancelled, EXISTS, EXPIRES, Item, Key, Refused, Table, Write, number, number_of};
use crate::store::counter::counters::{ADDITIONS, CountedChange, CounterItems, CounterState, attribute, key_of};
use crate::store::counter::shard_marks::{Shard, ShardMark};
use crate::store::item::keys;

/// Attempts at one addition. A refusal means that a part was counted, or that shards share a place; both are rare.
const TRIES: usize = 8;

/// How long the counts of an hour are kept after it, in seconds.
const ACTIVITY_KEPT_FOR: i64 = 60 * 60;

fn state_of(item: Option<Item>) -> CounterState {
    item.map_or_else(CounterState::of_deleted, |item| CounterState::of(&item))
}

/// Changes of one shard to add to the counters in one item.
struct Addition<'a> {
    table: &'a Table,
    key: Key,
    shard: Shard,
    /// In order; those that turn out to be counted are left out.
    changes: &'a [CountedChange],
    now: Timestamp,
    /// When the item expires, in seconds since 1970, if it does.
    expires: Option<i64>,
}

impl CounterItems<'_> {
    /// Adds the changes of one shard, in order, to the counters of a user, post or comment. Changes that were counted
    /// before are left out. The counters of a deleted user or post say so, and a deleted comment has no item. Only before the
    /// first addition to a post is the post looked up, since reactions may name posts that never existed.
    pub async fn add(
        self,
        of: CounterOwner,
        shard: &str,
        changes: &[CountedChange],
        now: Timestamp,
    ) -> Result<CounterState> {
        let addition =
            Addition { table: self.table, key: key_of(of), shard: Shard::named(shard), changes, now, expires: None };
        match of {
            CounterOwner::User(_) => Ok(state_of(addition.add_to_counters(None).await?)),
            CounterOwner::Post(post) => Ok(state_of(addition.add_to_counters(Some(keys::post(post))).await?)),
            CounterOwner::Comment(_) => addition.add_to_comment().await,
        }
    }

    /// Adds what a user has done in an hour likewise. Returns how often the user has done it in that hour.
    pub async fn add_activity(
        self,
        (user, hour): (UserId, i64),
        shard: &str,
        changes: &[CountedChange],
        now: Timestamp,
    ) -> Result<BTreeMap<Activity, u64>> {
        let (key, expires) = (keys::activity(user, hour), Some(end_of(hour) + ACTIVITY_KEPT_FOR));
        let addition = Addition { table: self.table, key, shard: Shard::named(shard), changes, now, expires };
        let item = addition.add_to_counters(None).await?.unwrap_or_default();
        let count = |activity| (activity, number_of(&item, &attribute(Counter::Done(activity))));
        Ok(Activity::ALL.into_iter().map(count).collect())
    }
}

impl Addition<'_> {
    /// Adds to counters that are an item of their own. If that does not exist yet, what it belongs to, `owner`, has to.
    /// Returns the item; `None` if what it belongs to is gone.
    async fn add_to_counters(mut self, mut owner: Option<Key>) -> Result<Option<Item>> {
        let mut known = Item::new();
        // The mark of another shard in this shard's place, once it is stored as an item of its own.
        let mut moved: Option<ShardMark> = None;
        for _ in 0..TRIES {
            let [Some(first), Some(last)] = [self.changes.first(), self.changes.last()] else { return Ok(Some(known)) };
            let mark = ShardMark::new(&self.shard, &last.sequence);
            let write = match moved.take() {
                None => mark.put_into(self.sums(), &first.sequence, self.now),
                Some(other) => mark.replace(self.sums(), &other, self.now),
            };
            let write = if owner.is_some() { write.only_if(EXISTS) } else { write };
            let counters = match self.table.write_repeatable(write).await? {
                Ok(counters) => return Ok(Some(counters)),
                Err(Refused(counters)) => counters.unwrap_or_default(),
            };
            if let Some(owner) = owner.take_if(|_| counters.is_empty())
                && self.table.get(&owner, true).await?.is_none()
            {
                return Ok(None);
            }
            known = counters;
            match ShardMark::in_place_of(&self.shard, &known) {
                None => {}
                Some(own) if own.shard == self.shard => self.changes = own.uncounted(self.changes),
                Some(other) => {
                    // While the other mark keeps the place, no mark of this shard is moved out of it. So what is read
                    // here holds until the write, which depends on the other mark.
                    self.leave_out_counted().await?;
                    self.table.write_if(other.write(&self.key, &other.sequence, self.now)).await?;
                    moved = Some(other);
                }
            }
        }
        Err(Error::unavailable("a counter kept changing"))
    }

    async fn add_to_comment(mut self) -> Result<CounterState> {
        for _ in 0..TRIES {
            let [Some(first), Some(last)] = [self.changes.first(), self.changes.last()] else { break };
            let mark = ShardMark::new(&self.shard, &last.sequence);
            let mark = mark.write(&self.key, first.sequence.as_str(), self.now);
            let sums = self.sums().add(ADDITIONS, number(1)).only_if(EXISTS);
            match self.table.transact(vec![sums, mark]).await? {
                Ok(()) => return Ok(CounterState::default()),
                Err(Cancelled(failed)) if failed.first() == Some(&true) => return Ok(CounterState::of_deleted()),
                Err(_) => self.leave_out_counted().await?,
            }
        }
        if self.changes.is_empty() {
            Ok(CounterState::default())
        } else {
            Err(Error::unavailable("a mark kept changing"))
        }
    }

    /// Leaves out the changes that the item of the shard's mark says are counted.
    async fn leave_out_counted(&mut self) -> Result<()> {
        if let Some(mark) = ShardMark::read(self.table, &self.key, &self.shard).await? {
            self.changes = mark.uncounted(self.changes);
        }
        Ok(())
    }

    /// Adds the sums of the changes.
    fn sums(&self) -> Write {
        let mut sums = Deltas::new();
        for (counter, delta) in self.changes.iter().flat_map(|change| &change.deltas) {
            *sums.entry(*counter).or_default() += delta;
        }
        let sums = sums.into_iter().filter(|(_, sum)| *sum != 0);
        let write = Write::update(self.key.clone());
        let write = self.expires.into_iter().fold(write, |write, expires| write.set(EXPIRES, number(expires)));
        sums.fold(write, |write, (counter, sum)| write.add(&attribute(counter), number(sum)))
    }
}
