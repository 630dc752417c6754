//! Bad weather between the SDK and the engine: what befalls a call, drawn from a seed.

use std::time::Duration;

use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};

/// What befalls a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gust {
    /// It is late.
    Delay,
    /// The table has no room for it.
    Throttle,
    /// The table has a fault of its own.
    Fault,
    /// It never arrives.
    LoseCall,
    /// It is done, and nobody hears of it.
    LoseAnswer,
    /// Another transaction is in the way.
    Conflict,
    /// Of a batch only a part is done.
    Truncate,
}

impl Gust {
    /// Whatever there is.
    pub const ALL: [Self; 7] =
        [Self::Delay, Self::Throttle, Self::Fault, Self::LoseCall, Self::LoseAnswer, Self::Conflict, Self::Truncate];

    /// Whether it can befall calls of this operation.
    fn befalls(self, operation: &str) -> bool {
        match self {
            Self::Conflict => ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"].contains(&operation),
            Self::Truncate => operation.starts_with("Batch"),
            _ => true,
        }
    }
}

/// A schedule of what befalls which call.
#[derive(Clone, Debug)]
pub struct Storm {
    rng: SmallRng,
    gusts: Vec<Gust>,
    rate: f64,
}

impl Storm {
    /// One of these befalls so many of all calls.
    pub fn new(seed: u64, gusts: &[Gust], rate: f64) -> Self {
        Self { rng: SmallRng::seed_from_u64(seed), gusts: gusts.to_vec(), rate }
    }

    pub(crate) fn next(&mut self, operation: &str) -> Option<Gust> {
        let hit = self.rng.random_bool(self.rate);
        let gust = self.gusts.choose(&mut self.rng).copied()?;
        (hit && gust.befalls(operation)).then_some(gust)
    }

    pub(crate) fn delay(&mut self) -> Duration {
        Duration::from_millis(self.rng.random_range(1..80))
    }
}
