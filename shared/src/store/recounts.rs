//! Counters held against the facts, and set right where they differ.

use std::collections::{BTreeMap, HashMap};

use futures::{StreamExt as _, TryStreamExt as _};

use super::counting::attribute;
use super::keys::{self, PK, SK};
use super::table::{number_of, text_of};
use super::write::{ABSENT, Item, Write, number};
use super::{EdgeList, Store};
use crate::domain::counting::Counter;
use crate::domain::{Result, UserId};

/// The numbers that are lengths of lists. Others, of posts and of what is done about them, are not held against the facts.
const LISTS: [(Counter, EdgeList); 5] = [
    (Counter::Followings, EdgeList::Followings),
    (Counter::Followers, EdgeList::Followers),
    (Counter::Connections, EdgeList::Connections),
    (Counter::RequestsSent, EdgeList::RequestsSent),
    (Counter::RequestsReceived, EdgeList::RequestsReceived),
];
/// Users recounted at the same time.
const PARALLEL: usize = 16;

/// A user's numbers, as the facts have them and as they are stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Recount {
    /// The user.
    pub user: UserId,
    facts: BTreeMap<Counter, u64>,
    stored: Option<Item>,
}

impl Recount {
    /// Whether the stored numbers are those of the facts.
    pub fn is_right(&self) -> bool {
        self.facts.iter().all(|(counter, fact)| i128::from(*fact) == self.stored(*counter))
    }

    /// The numbers that differ: as the facts have them, and as they are stored.
    pub fn differences(&self) -> Vec<(Counter, u64, i128)> {
        let all = self.facts.iter().map(|(counter, fact)| (*counter, *fact, self.stored(*counter)));
        all.filter(|(_, fact, stored)| i128::from(*fact) != *stored).collect()
    }

    fn stored(&self, counter: Counter) -> i128 {
        self.stored.as_ref().map_or(0, |item| number_of(item, &attribute(counter)))
    }
}

impl Store {
    /// Counts these users' facts, then reads their numbers, as they are now if it must be `consistent`.
    pub async fn recount(&self, users: &[UserId], consistent: bool) -> Result<Vec<Recount>> {
        let counting: Vec<_> = users.iter().map(|user| self.facts(*user)).collect();
        let counted: Vec<(UserId, BTreeMap<Counter, u64>)> =
            futures::stream::iter(counting).buffer_unordered(PARALLEL).try_collect().await?;
        let keys = users.iter().map(|user| keys::counters(*user)).collect();
        let mut stored = HashMap::new();
        for item in self.table.batch_get(keys, consistent).await? {
            stored.insert(keys::parse_user(text_of(&item, PK)?), item);
        }
        Ok(counted
            .into_iter()
            .map(|(user, facts)| Recount { user, facts, stored: stored.remove(&Some(user)) })
            .collect())
    }

    async fn facts(&self, user: UserId) -> Result<(UserId, BTreeMap<Counter, u64>)> {
        let counts = LISTS.map(async |(counter, list)| {
            let sources = list.sources(user);
            let parts = sources.iter().map(|(index, partition)| self.table.count(*index, partition));
            Ok((counter, futures::future::try_join_all(parts).await?.into_iter().sum()))
        });
        Ok((user, futures::future::try_join_all(counts).await?.into_iter().collect()))
    }

    /// Sets a user's numbers to those of the facts, unless anything about them has changed since they were read.
    /// `false`: it has. What shards' marks guard against stays guarded against.
    pub async fn repair_counts(&self, recount: &Recount) -> Result<bool> {
        let mut write = Write::update(keys::counters(recount.user));
        for (counter, fact) in &recount.facts {
            write = write.set(&attribute(*counter), number(fact));
        }
        match &recount.stored {
            None => write = write.only_if(ABSENT),
            Some(item) => {
                for (name, value) in item.iter().filter(|(name, _)| *name != PK && *name != SK) {
                    let placeholder = format!(":{name}");
                    write = write.only_if(&format!("#{name} = {placeholder}")).bind(&placeholder, value.clone());
                }
                for name in
                    LISTS.map(|(counter, _)| attribute(counter)).into_iter().filter(|name| !item.contains_key(name))
                {
                    write = write.only_if(&format!("attribute_not_exists(#{name})"));
                }
            }
        }
        Ok(self.table.write(write).await?.is_ok())
    }
}
