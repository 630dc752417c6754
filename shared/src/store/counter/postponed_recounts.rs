//! Recounts of users, posts and comments with more source items than one run of the janitor counts. An item holds how far
//! each has come.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use crate::domain::counter::{Counter, CounterOwner};
use crate::domain::time::Clock;
use crate::domain::{Error, FeedEntry, Result};
use crate::dynamo::{Item, Key, Query, Range, Table, Write, number, number_of, text, text_of};
use crate::store::counter::counters::{CounterItems, attribute, choice_of, key_of};
use crate::store::counter::recounts::{Pass, Recount};
use crate::store::counter::source_items::{Counting, Facts};
use crate::store::item::{ItemKind, keys};
use crate::store::post::posts::Posts;

/// Attributes with the key of the item with the counters.
const OF_PK: &str = "of_pk";
const OF_SK: &str = "of_sk";
/// Attribute with what was stored before the first pass: a map, empty if it was nothing.
const STORED: &str = "stored";
/// Attributes with what the first pass found, and when it ended, in milliseconds since 1970.
const FOUND: &str = "found";
const FOUND_AT: &str = "found_at";
/// Attributes with what the present pass has counted: whole lists, the last item of the next list, and the sums.
const LISTS: &str = "lists";
const AFTER: &str = "after";
const SUMS: &str = "sums";
/// Recounts that are read at a time.
const PAGE: usize = 25;

/// A recount that continues from one run of the janitor to the next.
#[derive(Debug)]
pub struct PostponedRecount {
    counting: Counting,
    /// What was stored before the first pass; `None` before its start.
    stored: Option<Item>,
    /// What the first pass has found, and when it ended.
    found: Option<(Facts, Timestamp)>,
}

/// How far a recount has come.
#[derive(Debug)]
pub enum RecountStep {
    /// More source items are left.
    Continues,
    /// The second pass is not due yet.
    Waits,
    /// It is over. The counters, if both passes agree that they are wrong.
    Over(Option<Recount>),
}

impl PostponedRecount {
    /// The user, post or comment.
    pub fn of(&self) -> CounterOwner {
        self.counting.of
    }

    fn key(&self) -> Key {
        keys::postponed_recount(&key_of(self.counting.of))
    }
}

impl CounterItems<'_> {
    /// Leaves the recounts of these to later. Those that have begun continue where they are.
    pub async fn postpone(self, owners: &[CounterOwner]) -> Result<()> {
        for of in owners.iter().map(|of| key_of(*of)) {
            let write = Write::update(keys::postponed_recount(&of)).set(OF_PK, text(&of.pk)).set(OF_SK, text(&of.sk));
            self.table.write_if(write).await?;
        }
        Ok(())
    }

    /// Reads a page of postponed recounts. Those of what was deleted meanwhile are removed.
    pub async fn postponed(self) -> Result<Vec<PostponedRecount>> {
        let range = Range::Prefix(keys::POSTPONED_RECOUNTS);
        let query = Query { range, limit: PAGE, consistent: true, ..Query::all(keys::JANITOR) };
        let mut recounts = Vec::new();
        for item in self.table.query(query).await? {
            match counting_of(self.table, &item).await? {
                Some(counting) => recounts.push(read(counting, &item)?),
                None => self.table.write_if(Write::delete(Key::of(&item)?)).await?,
            }
        }
        Ok(recounts)
    }

    /// Counts up to `limit` more source items and saves how far it has come. The second pass begins `pause` after the end
    /// of the first.
    pub async fn continue_recount(
        self,
        recount: &mut PostponedRecount,
        limit: u64,
        pause: Duration,
        clock: &Clock,
    ) -> Result<RecountStep> {
        let of = recount.of();
        if let Some((_, ended)) = &recount.found
            && clock.now().duration_since(*ended).unsigned_abs() < pause
        {
            return Ok(RecountStep::Waits);
        }
        if recount.stored.is_none() {
            recount.stored = Some(self.stored(&[of], Pass::First).await?.remove(&key_of(of)).unwrap_or_default());
        }
        if !recount.counting.advance(self.table, limit).await? {
            self.save(recount).await?;
            return Ok(RecountStep::Continues);
        }
        let facts = recount.counting.facts();
        let Some((found, _)) = recount.found.take() else {
            let first = Recount::new(of, facts.clone(), recount.stored.clone());
            if first.is_right() {
                return self.end(recount, None).await;
            }
            recount.found = Some((facts, clock.now()));
            recount.counting.start_over();
            self.save(recount).await?;
            return Ok(RecountStep::Continues);
        };
        let stored = self.stored(&[of], Pass::Second).await?.remove(&key_of(of));
        let unchanged = stored.as_ref().unwrap_or(&Item::new()) == recount.stored.as_ref().unwrap_or(&Item::new());
        let agree = facts == found;
        let second = Recount::new(of, facts, stored);
        let confirmed = unchanged && agree && second.exists() && !second.is_right();
        self.end(recount, confirmed.then_some(second)).await
    }

    /// Removes a recount that is over, or that fails whenever it is tried.
    pub async fn remove_postponed(self, recount: &PostponedRecount) -> Result<()> {
        Ok(self.table.write_if(Write::delete(recount.key())).await?)
    }

    async fn end(self, recount: &PostponedRecount, result: Option<Recount>) -> Result<RecountStep> {
        self.remove_postponed(recount).await?;
        Ok(RecountStep::Over(result))
    }

    async fn save(self, recount: &PostponedRecount) -> Result<()> {
        let PostponedRecount { counting, stored, found } = recount;
        let mut write = Write::update_existing(recount.key())
            .set(LISTS, number(counting.done))
            .set(SUMS, AttributeValue::M(numbers(&counting.sums)))
            .set(STORED, AttributeValue::M(stored.clone().unwrap_or_default()));
        write = match &counting.after {
            Some(after) => write.set(AFTER, AttributeValue::M(after.clone())),
            None => write.remove(AFTER),
        };
        if let Some((facts, ended)) = found {
            write = write.set(FOUND, AttributeValue::M(numbers(facts))).set(FOUND_AT, number(ended.as_millisecond()));
        }
        Ok(self.table.write_if(write).await?)
    }
}

/// The counting of the user, post or comment of a recount, from the start. `None` if it does not exist any more.
async fn counting_of(table: &Table, item: &Item) -> Result<Option<Counting>> {
    let of = Key::new(text_of(item, OF_PK)?, text_of(item, OF_SK)?);
    Ok(match ItemKind::parse(&of.pk, &of.sk) {
        ItemKind::Counters(user) => Some(Counting::of_user(user)),
        ItemKind::PostCounters(post) => {
            Posts { table }.get(post, true).await?.map(|found| Counting::of_post(FeedEntry::of(&found.post)))
        }
        ItemKind::Comment(_) => keys::parse_comment_on(&of).map(Counting::of_comment),
        _ => None,
    })
}

fn read(mut counting: Counting, item: &Item) -> Result<PostponedRecount> {
    let map = |name| item.get(name).and_then(|value| value.as_m().ok());
    let names: Vec<Counter> = counting.sums.keys().copied().collect();
    let counter = |name: &str| {
        let known = names.iter().copied().find(|counter| attribute(*counter) == name);
        known.or_else(|| choice_of(name).map(Counter::Choice))
    };
    counting.done = number_of(item, LISTS);
    counting.after = map(AFTER).cloned();
    for name in map(SUMS).into_iter().flat_map(Item::keys) {
        counting.sums.extend(counter(name).zip(map(SUMS)).map(|(counter, sums)| (counter, number_of(sums, name))));
    }
    let found = map(FOUND).map(|found| {
        let facts = found.keys().filter_map(|name| Some((counter(name)?, number_of(found, name)))).collect();
        Ok::<_, Error>((facts, Timestamp::from_millisecond(number_of(item, FOUND_AT)).map_err(Error::internal)?))
    });
    Ok(PostponedRecount { counting, stored: map(STORED).cloned(), found: found.transpose()? })
}

fn numbers<N: ToString + Copy>(counters: &BTreeMap<Counter, N>) -> Item {
    counters.iter().map(|(counter, count)| (attribute(*counter), number(*count))).collect()
}
