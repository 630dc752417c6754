//! A stream with many shards, as DynamoDB has: shards close after some hours, are followed by one child or split into two,
//! and deliver independently of one another. A batch may be delivered again as long as the stream has its changes.

use std::collections::BTreeMap;
use std::ops::Range;

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

/// Hours for which a stream keeps changes.
const RETENTION: u64 = 24;
/// Hours after which a shard is closed.
const LIFETIME: u64 = 4;

/// A shard, with its changes in order.
pub struct Shard<C> {
    /// Its id.
    pub name: String,
    parent: Option<usize>,
    opened: u64,
    closed: bool,
    /// The changes, each with the hour of its making.
    changes: Vec<(u64, C)>,
    /// How many changes were delivered, in batches that the consumer has confirmed.
    confirmed: usize,
}

/// A batch of a shard, whose number is the first of the pair.
pub type Batch = (usize, Range<usize>);

/// The shards of a stream, and the hours since its beginning.
pub struct Shards<C> {
    /// What all that is random is drawn from.
    pub rng: SmallRng,
    all: Vec<Shard<C>>,
    hour: u64,
}

impl<C> Shards<C> {
    /// A stream that begins with this many shards.
    pub fn new(seed: u64, count: usize) -> Self {
        let mut shards = Self { rng: SmallRng::seed_from_u64(seed), all: Vec::new(), hour: 0 };
        (0..count).for_each(|_| shards.open(None));
        shards
    }

    fn open(&mut self, parent: Option<usize>) {
        let name = format!("shardId-{:020}-{:08x}", 1_700_000_000_000 + self.hour, self.all.len());
        // Not all are of an age at the beginning.
        let opened = if parent.is_none() { self.rng.random_range(0..LIFETIME) } else { self.hour };
        self.all.push(Shard { name, parent, opened, closed: false, changes: Vec::new(), confirmed: 0 });
    }

    /// How many shards there were.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// One shard.
    pub fn shard(&self, number: usize) -> &Shard<C> {
        &self.all[number]
    }

    /// An hour passes: old shards close, and are followed by one child, or split into two while there are less than `most`
    /// open ones.
    pub fn pass_hour(&mut self, most: usize) {
        self.hour += 1;
        let mut open = self.all.iter().filter(|shard| !shard.closed).count();
        for number in 0..self.all.len() {
            if self.all[number].closed || self.all[number].opened + LIFETIME > self.hour {
                continue;
            }
            self.all[number].closed = true;
            self.open(Some(number));
            if open < most {
                self.open(Some(number));
                open += 1;
            }
        }
    }

    /// Writes a change into a random open shard.
    pub fn write(&mut self, change: C) {
        let open: Vec<usize> = (0..self.all.len()).filter(|number| !self.all[*number].closed).collect();
        let number = open[self.rng.random_range(0..open.len())];
        self.all[number].changes.push((self.hour, change));
    }

    /// The next batch of each shard that has one, in random order. The batches of a child come after those of its parent.
    pub fn next_batches(&mut self) -> Vec<Batch> {
        let is_done = |number: usize| self.all[number].confirmed == self.all[number].changes.len();
        let has_next = |number: &usize| !is_done(*number) && self.all[*number].parent.is_none_or(is_done);
        let ready: Vec<usize> = (0..self.all.len()).filter(has_next).collect();
        let mut batches = BTreeMap::new();
        for number in ready {
            let shard = &self.all[number];
            let to = self.rng.random_range(shard.confirmed..shard.changes.len()) + 1;
            batches.insert((self.rng.random::<u64>(), number), (number, shard.confirmed..to));
        }
        batches.into_values().collect()
    }

    /// Some batches of any shard, open or closed, that were delivered before, wherever they began and ended.
    pub fn repeated_batches(&mut self, count: usize) -> Vec<Batch> {
        let mut batches = Vec::new();
        for _ in 0..count {
            let number = self.rng.random_range(0..self.all.len());
            let Shard { changes, confirmed, .. } = &self.all[number];
            let forgotten = changes.partition_point(|(hour, _)| hour + RETENTION <= self.hour);
            if forgotten < *confirmed {
                let from = self.rng.random_range(forgotten..*confirmed);
                batches.push((number, from..self.rng.random_range(from..*confirmed) + 1));
            }
        }
        batches
    }

    /// The changes of a batch, each with its sequence number.
    pub fn changes(&self, (number, range): &Batch) -> impl Iterator<Item = (usize, &C)> {
        range.clone().map(|n| (n * 100 + 7, &self.all[*number].changes[n].1))
    }

    /// The consumer has processed a batch.
    pub fn confirm(&mut self, (number, range): &Batch) {
        let shard = &mut self.all[*number];
        shard.confirmed = shard.confirmed.max(range.end);
    }
}
