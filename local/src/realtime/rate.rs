//! How often a client may send.

use std::time::Duration;

use shared::domain::realtime::MESSAGES_PER_SECOND;
use tokio::time::Instant;

const SECOND: Duration = Duration::from_secs(1);

/// The messages of a client in the current second.
pub struct Rate {
    since: Instant,
    messages: u32,
}

impl Rate {
    /// None so far.
    pub fn new(now: Instant) -> Self {
        Self { since: now, messages: 0 }
    }

    /// Counts a message. Returns whether the client may have sent it.
    pub fn count(&mut self, now: Instant) -> bool {
        if now.duration_since(self.since) >= SECOND {
            *self = Self::new(now);
        }
        self.messages += 1;
        self.messages <= MESSAGES_PER_SECOND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_second_has_its_own_messages() {
        let now = Instant::now();
        let mut rate = Rate::new(now);
        for at in [now, now + SECOND] {
            assert!((0..MESSAGES_PER_SECOND).all(|_| rate.count(at)));
            assert!(!rate.count(at));
        }
    }
}
