//! Counters verified against source items, and repaired where they differ.

use std::collections::HashMap;

use futures::future::try_join_all;
use futures::{StreamExt as _, TryStreamExt as _};

use crate::domain::counter::{Counter, CounterOwner};
use crate::domain::{CommentRef, Post, Result, UserId};
use crate::dynamo::{ABSENT, EXISTS, Item, Key, PK, SK, Write, number, number_of};
use crate::store::EdgeList;
use crate::store::counter::counters::{CounterItems, attribute, is_counting, key_of};
use crate::store::counter::source_items::Facts;
use crate::store::item::ItemKind;

/// Counters that are the lengths of lists of users.
const LISTS: [(Counter, EdgeList); 5] = [
    (Counter::Followings, EdgeList::Followings),
    (Counter::Followers, EdgeList::Followers),
    (Counter::Connections, EdgeList::Connections),
    (Counter::RequestsSent, EdgeList::RequestsSent),
    (Counter::RequestsReceived, EdgeList::RequestsReceived),
];
/// Users and posts that are recounted concurrently.
const PARALLEL: usize = 16;

/// The counters of a user, post or comment, as recomputed and as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Recount {
    /// The user, post or comment.
    pub of: CounterOwner,
    facts: Facts,
    stored: Option<Item>,
}

impl Recount {
    /// Whether the stored counters are right.
    pub fn is_right(&self) -> bool {
        self.facts.iter().all(|(counter, fact)| i128::from(*fact) == self.stored(*counter))
    }

    /// The counters that differ: as recomputed, and as stored.
    pub fn differences(&self) -> Vec<(Counter, u64, i128)> {
        let all = self.facts.iter().map(|(counter, fact)| (*counter, *fact, self.stored(*counter)));
        all.filter(|(_, fact, stored)| i128::from(*fact) != *stored).collect()
    }

    fn stored(&self, counter: Counter) -> i128 {
        self.stored.as_ref().map_or(0, |item| number_of(item, &attribute(counter)))
    }
}

impl CounterItems<'_> {
    /// Recomputes the counters of these users, then reads the stored ones.
    pub async fn recount_users(self, users: &[UserId], consistent: bool) -> Result<Vec<Recount>> {
        let counting = users.iter().map(async |user| Ok((CounterOwner::User(*user), self.count_user(*user).await?)));
        let counted: Result<Vec<_>> = futures::stream::iter(counting).buffer_unordered(PARALLEL).try_collect().await;
        self.compare(counted?, consistent).await
    }

    /// The same for posts. Those deleted meanwhile are left out.
    pub async fn recount_posts(self, posts: &[&Post], consistent: bool) -> Result<Vec<Recount>> {
        let counting = posts.iter().map(async |post| Ok((CounterOwner::Post(post.id), self.count_post(post).await?)));
        let counted: Result<Vec<_>> = futures::stream::iter(counting).buffer_unordered(PARALLEL).try_collect().await;
        let mut recounts = self.compare(counted?, consistent).await?;
        recounts.retain(|recount| recount.stored.is_some());
        Ok(recounts)
    }

    /// The same for comments. Those removed meanwhile are left out.
    pub async fn recount_comments(self, comments: &[CommentRef], consistent: bool) -> Result<Vec<Recount>> {
        let counting = comments.iter().map(async |at| Ok((CounterOwner::Comment(*at), self.count_comment(*at).await?)));
        let counted: Result<Vec<_>> = futures::stream::iter(counting).buffer_unordered(PARALLEL).try_collect().await;
        let mut recounts = self.compare(counted?, consistent).await?;
        recounts.retain(|recount| recount.stored.is_some());
        Ok(recounts)
    }

    async fn compare(self, counted: Vec<(CounterOwner, Facts)>, consistent: bool) -> Result<Vec<Recount>> {
        let keys = counted.iter().map(|(of, _)| key_of(*of)).collect();
        let mut stored = HashMap::new();
        for mut item in self.table.batch_get(keys, consistent).await? {
            let key = Key::of(&item)?;
            // The content of a post or comment does not matter.
            if let ItemKind::Post(_) | ItemKind::Comment(_) = ItemKind::of(&item)? {
                item.retain(|name, _| is_counting(name));
            }
            stored.insert(key, item);
        }
        let recount = |(of, facts)| Recount { of, facts, stored: stored.remove(&key_of(of)) };
        Ok(counted.into_iter().map(recount).collect())
    }

    async fn count_user(self, user: UserId) -> Result<Facts> {
        let counts = LISTS.map(async |(counter, list)| {
            let sources = list.sources(user);
            let parts = sources.iter().map(|(index, partition)| self.table.count(*index, partition, None));
            Ok((counter, try_join_all(parts).await?.into_iter().sum()))
        });
        let (lengths, mut facts) = futures::try_join!(try_join_all(counts), self.count_posts_by(user))?;
        facts.extend(lengths);
        Ok(facts)
    }

    /// Writes recomputed counters, unless the stored item has changed since it was read; then returns `false`. Marks of
    /// shards stay.
    pub async fn repair(self, recount: &Recount) -> Result<bool> {
        let mut write = Write::update(key_of(recount.of));
        if !matches!(recount.of, CounterOwner::User(_)) {
            write = write.only_if(EXISTS);
        }
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
                let names = recount.facts.keys().map(|counter| attribute(*counter));
                for name in names.filter(|name| !item.contains_key(name)) {
                    write = write.only_if(&format!("attribute_not_exists(#{name})"));
                }
            }
        }
        Ok(self.table.write(write).await?.is_ok())
    }
}
