//! Shard marks: the last change of a shard of the stream that the counters of a user, post or comment include.
//!
//! A mark is an item of its own, which expires once the stream has forgotten what it guards against. The counters of a
//! user also have a fixed number of places for marks. Which of them is a shard's place follows from the shard's name.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use crate::domain::Result;
use crate::domain::account::token::fingerprint;
use crate::dynamo::{EXPIRES, Item, Key, Table, Write, number, text, text_of};
use crate::store::counter::counters::CountedChange;
use crate::store::item::keys;
use crate::store::stream::sequence::Sequence;

/// Prefix of the attributes of places.
pub(crate) const PLACE: &str = "place_";
/// Places in the counters of a user. With all of them taken, the item has less than a kilobyte: one write unit.
const PLACES: u8 = 8;
/// Attribute of a mark of its own with the sequence number.
const SEQUENCE: &str = "sequence";
/// A stream keeps changes for 24 hours; older marks guard against nothing. In seconds.
const LIFETIME: i64 = 25 * 60 * 60;

/// A shard, by the fingerprint of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shard(String);

impl Shard {
    pub(crate) fn named(name: &str) -> Self {
        Self(format!("{:.12}", fingerprint(name)))
    }

    /// The attributes of the shard's place in the counters of a user: its mark, and when that was set.
    pub(crate) fn place(&self) -> [String; 2] {
        let place = u8::from_str_radix(&self.0[..2], 16).unwrap_or(0) % PLACES;
        [format!("{PLACE}{place}"), format!("{PLACE}{place}_at")]
    }
}

/// The last change of a shard that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShardMark {
    pub(crate) shard: Shard,
    pub(crate) sequence: String,
}

impl ShardMark {
    pub(crate) fn new(shard: &Shard, sequence: &Sequence) -> Self {
        Self { shard: shard.clone(), sequence: sequence.to_string() }
    }

    /// The mark in a place. Marks of one shard sort by their sequence numbers, and after the shard alone.
    pub(crate) fn parse(mark: &str) -> Option<Self> {
        let (shard, sequence) = mark.split_once(' ')?;
        Some(Self { shard: Shard(shard.to_owned()), sequence: sequence.to_owned() })
    }

    pub(crate) fn text(&self) -> AttributeValue {
        text(format!("{} {}", self.shard.0, self.sequence))
    }

    /// The changes that are not counted, of changes in the order of the shard.
    pub(crate) fn uncounted<'a>(&self, changes: &'a [CountedChange]) -> &'a [CountedChange] {
        let first = changes.iter().position(|change| change.sequence.as_str() > self.sequence.as_str());
        &changes[first.unwrap_or(changes.len())..]
    }

    /// Puts the mark into its shard's place, if that is free for changes from `first` on: empty, with an earlier mark of
    /// the same shard, or with one of another shard that guards against nothing any more.
    pub(crate) fn put_into(&self, write: Write, first: &Sequence, now: Timestamp) -> Write {
        let [place, at] = self.shard.place();
        let shard = &self.shard;
        self.set_in(write, now)
            .only_if(&format!(
                "attribute_not_exists(#{place}) OR (#{place} >= :shard AND #{place} < :first) \
                 OR (#{at} < :outdated AND NOT begins_with(#{place}, :shard))"
            ))
            .bind(":shard", text(&shard.0))
            .bind(":first", Self::new(shard, first).text())
            .bind(":outdated", number(now.as_second() - LIFETIME))
    }

    /// Puts the mark into its shard's place instead of exactly this one of another shard.
    pub(crate) fn replace(&self, write: Write, other: &Self, now: Timestamp) -> Write {
        let [place, _] = self.shard.place();
        self.set_in(write, now).only_if(&format!("#{place} = :other")).bind(":other", other.text())
    }

    fn set_in(&self, write: Write, now: Timestamp) -> Write {
        let [place, at] = self.shard.place();
        write.set(&place, self.text()).set(&at, number(now.as_second()))
    }

    /// The mark in a shard's place in the counters of a user.
    pub(crate) fn in_place_of(shard: &Shard, counters: &Item) -> Option<Self> {
        let [place, _] = shard.place();
        counters.get(&place)?.as_s().ok().and_then(|mark| Self::parse(mark))
    }

    /// Writes the mark as an item of its own, on the condition that what is stored there is older than the change
    /// `first`.
    pub(crate) fn write(&self, of: &Key, first: &str, now: Timestamp) -> Write {
        Write::update(keys::shard_mark(of, &self.shard.0))
            .set(SEQUENCE, text(&self.sequence))
            .set(EXPIRES, number(now.as_second() + LIFETIME))
            .only_if(&format!("attribute_not_exists(#{SEQUENCE}) OR #{SEQUENCE} < :first"))
            .bind(":first", text(first))
    }

    /// Reads the item of a shard's mark.
    pub(crate) async fn read(table: &Table, of: &Key, shard: &Shard) -> Result<Option<Self>> {
        let item = table.get(&keys::shard_mark(of, &shard.0), true).await?;
        let mark = |item: &Item| Ok(Self { shard: shard.clone(), sequence: text_of(item, SEQUENCE)?.to_owned() });
        item.as_ref().map(mark).transpose()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::counter::Deltas;

    fn sequence(number: u64) -> Sequence {
        Sequence::parse(&number.to_string()).expect("a sequence number")
    }

    fn mark(shard: &str, number: u64) -> ShardMark {
        ShardMark::new(&Shard::named(shard), &sequence(number))
    }

    fn stored(mark: &ShardMark) -> String {
        mark.text().as_s().expect("text").clone()
    }

    #[test]
    fn shards_have_a_few_places() {
        let places: BTreeSet<String> =
            (0..500).map(|n| Shard::named(&format!("shard-{n}")).place()[0].clone()).collect();
        assert_eq!(places.len(), usize::from(PLACES));
    }

    #[test]
    fn neither_marks_nor_their_conditions_grow() {
        let lengths = |shard: &str, number: u64| {
            let write = mark(shard, number).put_into(
                Write::update(Key::new("a", "b")),
                &sequence(number),
                Timestamp::UNIX_EPOCH,
            );
            (stored(&mark(shard, number)).len(), write.condition.map(|condition| condition.len()))
        };
        assert_eq!(lengths("", 1), lengths("shardId-00000001734567890123-a1b2c3d4", u64::MAX));
    }

    proptest! {
        /// What the condition of a place compares: marks as texts.
        #[test]
        fn the_texts_of_marks_sort_by_shard_and_number(
            [one, other] in ["[a-c]", "[a-c]"],
            [stored_number, first] in [any::<u64>(), any::<u64>()],
        ) {
            let in_place = stored(&mark(&one, stored_number));
            let shard = Shard::named(&other);
            let admitted = in_place >= shard.0 && in_place < stored(&mark(&other, first));
            prop_assert_eq!(admitted && in_place.starts_with(&shard.0), one == other && stored_number < first);
            prop_assert_eq!(ShardMark::parse(&in_place), Some(mark(&one, stored_number)));
        }

        /// However changes are split into batches, and whichever of these are repeated, each is counted once.
        #[test]
        fn each_change_is_left_over_once(count in 1..30_usize, batches in proptest::collection::vec((0..30_usize, 1..9_usize), 0..30)) {
            let changes: Vec<CountedChange> =
                (1..=count as u64).map(|n| CountedChange { sequence: sequence(n * 7), deltas: Deltas::new() }).collect();
            let (mut counted, mut done, mut last) = (0, 0, mark("a", 0));
            for (from, length) in batches.into_iter().chain([(0, count)]) {
                // A stream repeats what it has delivered, and leaves nothing out.
                let from = from.min(done);
                let batch = &changes[from..count.min(from + length)];
                let uncounted = last.uncounted(batch);
                counted += uncounted.len();
                if let Some(change) = uncounted.last() {
                    last = ShardMark::new(&last.shard, &change.sequence);
                }
                done = done.max(from + batch.len());
                prop_assert_eq!(counted, done);
            }
            prop_assert_eq!(counted, count);
        }
    }
}
