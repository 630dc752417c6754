//! Counters verified against source items, and repaired where they differ.

use std::collections::HashMap;

use futures::{StreamExt as _, TryStreamExt as _};

use crate::domain::counter::{Counter, CounterOwner};
use crate::domain::{ErrorKind, Result};
use crate::dynamo::{ABSENT, EXISTS, Item, Key, Write, number, number_of};
use crate::store::counter::counters::{COUNT, CounterItems, GONE, attribute, choice_of, key_of};
use crate::store::counter::shard_marks::PLACE;
use crate::store::counter::source_items::{Counting, Facts};
use crate::store::item::keys;

/// Users, posts and comments that are recounted concurrently.
const PARALLEL: usize = 16;
/// Counters of users.
const OF_USERS: [Counter; 8] = [
    Counter::Followings,
    Counter::Followers,
    Counter::Connections,
    Counter::RequestsSent,
    Counter::RequestsReceived,
    Counter::Posts,
    Counter::Discussions,
    Counter::Polls,
];

/// The counters of a user, post or comment, as recomputed and as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Recount {
    /// The user, post or comment.
    pub of: CounterOwner,
    pub(crate) facts: Facts,
    pub(crate) stored: Option<Item>,
}

/// One of the two passes that must agree before counters are repaired.
///
/// What is stored is read before the source items are counted in the first pass, and after that in the second. If it is
/// the same, nothing was counted from the beginning of the first to the end of the second: each addition changes a place
/// in the counters of a user or post, and the number of additions to those of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Reads are eventually consistent.
    First,
    /// What is stored is read consistently.
    Second,
}

/// The result of a pass.
#[derive(Debug, Default)]
pub struct Recounts {
    /// Those of which all source items were counted.
    pub complete: Vec<Recount>,
    /// Those with more source items than the limit.
    pub large: Vec<CounterOwner>,
}

impl Recount {
    /// A choice of a poll that has a counter and no vote is zero.
    pub(crate) fn new(of: CounterOwner, counted: Facts, stored: Option<Item>) -> Self {
        let choices = stored.iter().flat_map(Item::keys).filter_map(|name| choice_of(name));
        let mut facts: Facts = choices.map(|choice| (Counter::Choice(choice), 0)).collect();
        facts.extend(counted);
        Self { of, facts, stored }
    }

    /// Whether the stored counters are right.
    pub fn is_right(&self) -> bool {
        self.differences().is_empty()
    }

    /// The counters that differ: as recomputed, and as stored.
    pub fn differences(&self) -> Vec<(Counter, u64, i128)> {
        let all = self.facts.iter().map(|(counter, fact)| (*counter, *fact, self.stored(*counter)));
        all.filter(|(_, fact, stored)| i128::from(*fact) != *stored).collect()
    }

    /// Whether there is something to verify: a post or comment may have been deleted meanwhile.
    pub(crate) fn exists(&self) -> bool {
        match self.of {
            CounterOwner::User(_) => true,
            CounterOwner::Post(_) => self.stored.as_ref().is_none_or(|counters| !counters.contains_key(GONE)),
            CounterOwner::Comment(_) => self.stored.is_some(),
        }
    }

    fn stored(&self, counter: Counter) -> i128 {
        self.stored.as_ref().map_or(0, |item| number_of(item, &attribute(counter)))
    }
}

impl CounterItems<'_> {
    /// Counts up to `limit` source items of each of these. Posts and comments deleted meanwhile are left out, and so are
    /// those with a source item that cannot be read, with an error in the log.
    pub async fn recount(self, countings: Vec<Counting>, pass: Pass, limit: u64) -> Result<Recounts> {
        let owners: Vec<CounterOwner> = countings.iter().map(|counting| counting.of).collect();
        let mut stored = if pass == Pass::First { self.stored(&owners, pass).await? } else { HashMap::new() };
        let counting = countings.into_iter().map(async |counting| self.count_whole(counting, limit).await);
        let counted: Vec<_> = futures::stream::iter(counting).buffer_unordered(PARALLEL).try_collect().await?;
        if pass == Pass::Second {
            stored = self.stored(&owners, pass).await?;
        }
        let mut recounts = Recounts::default();
        for (of, facts) in counted.into_iter().flatten() {
            match facts {
                Some(facts) => recounts.complete.push(Recount::new(of, facts, stored.remove(&key_of(of)))),
                None => recounts.large.push(of),
            }
        }
        recounts.complete.retain(Recount::exists);
        Ok(recounts)
    }

    /// The counters, without numbers if there are more source items than the limit. `None` if one cannot be read.
    async fn count_whole(self, mut counting: Counting, limit: u64) -> Result<Option<(CounterOwner, Option<Facts>)>> {
        match counting.advance(self.table, limit).await {
            Ok(whole) => Ok(Some((counting.of, whole.then(|| counting.facts())))),
            Err(error) if error.kind == ErrorKind::Internal => {
                tracing::error!(of = ?counting.of, %error, "source items cannot be counted");
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The stored counters, and what tells that they have changed.
    pub(crate) async fn stored(self, owners: &[CounterOwner], pass: Pass) -> Result<HashMap<Key, Item>> {
        let keys = owners.iter().map(|of| key_of(*of)).collect();
        let mut stored = HashMap::new();
        for mut item in self.table.batch_get(keys, pass == Pass::Second).await? {
            let key = Key::of(&item)?;
            item.retain(|name, _| is_counting(name));
            stored.insert(key, item);
        }
        Ok(stored)
    }

    /// Writes recomputed counters, unless something was counted since they were read, or the post or comment was deleted;
    /// then returns `false`. Marks of shards stay.
    pub async fn repair(self, recount: &Recount) -> Result<bool> {
        let mut write = Write::update(key_of(recount.of));
        if matches!(recount.of, CounterOwner::Comment(_)) {
            write = write.only_if(EXISTS);
        }
        for (counter, fact) in &recount.facts {
            write = write.set(&attribute(*counter), number(fact));
        }
        match &recount.stored {
            None => write = write.only_if(ABSENT),
            Some(item) => {
                for (name, value) in item {
                    let placeholder = format!(":{name}");
                    write = write.only_if(&format!("#{name} = {placeholder}")).bind(&placeholder, value.clone());
                }
                let names = recount.facts.keys().map(|counter| attribute(*counter));
                for name in names.filter(|name| !item.contains_key(name)) {
                    write = write.only_if(&format!("attribute_not_exists(#{name})"));
                }
            }
        }
        let CounterOwner::Post(post) = recount.of else { return Ok(self.table.write(write).await?.is_ok()) };
        let exists = Write::check(keys::post(post)).only_if(EXISTS);
        Ok(self.table.transact(vec![exists, write]).await?.is_ok())
    }
}

/// Whether an attribute is a counter, or tells that something was counted. Others are content, or written by earlier
/// versions.
fn is_counting(name: &str) -> bool {
    name == GONE
        || name.starts_with(COUNT)
        || name.starts_with(PLACE)
        || OF_USERS.iter().any(|counter| attribute(*counter) == name)
}
