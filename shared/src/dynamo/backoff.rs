//! Backoff between attempts.

use std::time::Duration;

use rand::RngExt as _;
use tokio::time::Instant;

use crate::dynamo::error::{Error, Result};

/// How long a contended operation is retried: well below a function's timeout.
const DEADLINE: Duration = Duration::from_secs(3);
/// The longest delay between two attempts. Each delay is random between zero and a bound that doubles up to this.
const DELAY_MAX: Duration = Duration::from_millis(200);

/// Exponential backoff with full jitter, until a deadline that counts from the first failure: a slow first attempt is
/// tried again.
pub(crate) struct Backoff {
    bound: Duration,
    deadline: Option<Instant>,
}

impl Backoff {
    pub(crate) fn new() -> Self {
        Self { bound: Duration::from_millis(5), deadline: None }
    }

    /// Waits before the next attempt. Fails with `reason` once the deadline has passed.
    pub(crate) async fn wait(&mut self, reason: &'static str) -> Result<()> {
        self.bound = (self.bound * 2).min(DELAY_MAX);
        let delay = self.bound.mul_f64(rand::rng().random::<f64>());
        let now = Instant::now();
        if now + delay > *self.deadline.get_or_insert(now + DEADLINE) {
            return Err(Error::unavailable(reason));
        }
        tokio::time::sleep(delay).await;
        Ok(())
    }
}
