//! Pauses between tries.

use std::time::Duration;

use rand::RngExt as _;
use tokio::time::Instant;

use crate::domain::{Error, Result};

/// How long something that others are in the way of is tried again, well below a function's time limit.
const DEADLINE: Duration = Duration::from_secs(3);
/// Longest pause between two tries; the pause itself is drawn between zero and a doubling bound.
const PAUSE_MAX: Duration = Duration::from_millis(200);

/// Pauses between tries of a call that others were in the way of: full jitter, until a deadline.
pub(super) struct Pauses {
    bound: Duration,
    deadline: Instant,
}

impl Pauses {
    pub(super) fn new() -> Self {
        Self { bound: Duration::from_millis(5), deadline: Instant::now() + DEADLINE }
    }

    /// Waits for a while, or ends with `why` where the deadline has come.
    pub(super) async fn next(&mut self, why: &'static str) -> Result<()> {
        self.bound = (self.bound * 2).min(PAUSE_MAX);
        let pause = self.bound.mul_f64(rand::rng().random::<f64>());
        if Instant::now() + pause > self.deadline {
            return Err(Error::unavailable(why));
        }
        tokio::time::sleep(pause).await;
        Ok(())
    }
}
