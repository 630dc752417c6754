//! The format of times, and the source of the current time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;

/// Formats a time as the APIs do: RFC 3339 in UTC, with milliseconds and `Z`.
pub fn rfc3339(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// The current time. Everything reads it here, so that tests can move it.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    /// The current time.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        let ahead = jiff::SignedDuration::from_millis(self.ahead_ms.load(Ordering::Relaxed));
        now.checked_add(ahead).unwrap_or(now)
    }

    /// Moves this clock and its clones ahead.
    pub fn advance(&self, by: Duration) {
        let ms = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.ahead_ms.fetch_add(ms, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_milliseconds_and_a_z() {
        let moment: Timestamp = "2024-02-29T23:59:59.0019+01:00".parse().unwrap();
        assert_eq!(rfc3339(moment), "2024-02-29T22:59:59.001Z");
        assert_eq!(rfc3339(Timestamp::UNIX_EPOCH), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn clones_of_a_clock_move_together() {
        let clock = Clock::default();
        let clone = clock.clone();
        let before = clock.now();
        clone.advance(Duration::from_secs(3_600));
        assert!(clock.now().as_second() - before.as_second() >= 3_600);
    }
}
