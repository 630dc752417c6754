//! The faults that are injected into calls of the table, generated from a seed.

use std::time::Duration;

use rand::rngs::SmallRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};

/// The operations that can conflict with a transaction.
pub(crate) const WRITES: [&str; 4] = ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"];

/// A fault that a call can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The call is delayed.
    Delay,
    /// The table throttles it.
    Throttle,
    /// The table returns an internal error.
    InternalError,
    /// The call never arrives.
    LoseRequest,
    /// The call is executed, but its response is lost.
    LoseResponse,
    /// The call conflicts with another transaction.
    Conflict,
    /// Only a part of a batch is processed.
    Truncate,
}

impl FaultKind {
    /// All faults.
    pub const ALL: [Self; 7] = [
        Self::Delay,
        Self::Throttle,
        Self::InternalError,
        Self::LoseRequest,
        Self::LoseResponse,
        Self::Conflict,
        Self::Truncate,
    ];

    /// Whether calls of this operation can have it.
    fn applies_to(self, operation: &str) -> bool {
        match self {
            Self::Conflict => WRITES.contains(&operation),
            Self::Truncate => operation.starts_with("Batch"),
            _ => true,
        }
    }
}

/// A schedule of faults.
#[derive(Clone, Debug)]
pub struct FaultSchedule {
    rng: SmallRng,
    faults: Vec<FaultKind>,
    rate: f64,
    writes_only: bool,
}

impl FaultSchedule {
    /// A schedule that injects one of these faults into a share of the calls, from 0 to 1.
    pub fn new(seed: u64, faults: &[FaultKind], rate: f64) -> Self {
        Self { rng: SmallRng::seed_from_u64(seed), faults: faults.to_vec(), rate, writes_only: false }
    }

    /// Spares what only reads.
    pub fn of_writes(self) -> Self {
        Self { writes_only: true, ..self }
    }

    pub(crate) fn next(&mut self, operation: &str) -> Option<FaultKind> {
        if self.writes_only && ["GetItem", "BatchGetItem", "Query"].contains(&operation) {
            return None;
        }
        let hit = self.rng.random_bool(self.rate);
        let fault = self.faults.choose(&mut self.rng).copied()?;
        (hit && fault.applies_to(operation)).then_some(fault)
    }

    pub(crate) fn delay(&mut self) -> Duration {
        Duration::from_millis(self.rng.random_range(1..80))
    }
}
