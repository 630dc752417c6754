//! What a connection waits for, since when, and how long it may.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long the headers of a request may take, from the first byte, or from the start of the connection.
const HEADERS: Duration = Duration::from_secs(10);
/// How long the body of a request may take, and one second more for each [`BODY_RATE`] bytes of it.
const BODY: Duration = Duration::from_secs(10);
const BODY_RATE: u64 = 16 * 1024;
/// How long a connection may stay without a request, or without taking any of an answer.
const IDLE: Duration = Duration::from_secs(60);

/// The progress of one connection.
pub struct Progress(Mutex<State>);

#[derive(Clone, Copy)]
struct State {
    awaited: Awaited,
    since: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    /// The next request of a client that may still read the last answer.
    Request,
    /// The rest of the headers.
    Headers,
    /// The rest of the body, of which this many bytes have arrived.
    Body(u64),
    /// The answer of this server.
    Answer,
}

impl Progress {
    /// The progress of a new connection.
    pub fn new(now: Instant) -> Self {
        Self(Mutex::new(State { awaited: Awaited::Headers, since: now }))
    }

    /// Bytes were received.
    pub fn read(&self, bytes: usize) {
        let mut state = self.state();
        match &mut state.awaited {
            Awaited::Request if bytes > 0 => state.turn_to(Awaited::Headers),
            Awaited::Body(arrived) => *arrived += bytes as u64,
            _ => {}
        }
    }

    /// Bytes were sent.
    pub fn wrote(&self) {
        let mut state = self.state();
        if state.awaited == Awaited::Request {
            state.since = Instant::now();
        }
    }

    /// The headers of a request are complete.
    pub fn requested(&self, body_follows: bool) {
        self.state().turn_to(if body_follows { Awaited::Body(0) } else { Awaited::Answer });
    }

    /// The body is complete, or the rest of it is not needed.
    pub fn received(&self) {
        let mut state = self.state();
        if matches!(state.awaited, Awaited::Body(_)) {
            state.turn_to(Awaited::Answer);
        }
    }

    /// The answer is on its way.
    pub fn answered(&self) {
        self.state().turn_to(Awaited::Request);
    }

    /// Since when the connection waits for its client. `None` while the server works on an answer.
    pub fn waiting_since(&self) -> Option<Instant> {
        let State { awaited, since } = *self.state();
        (awaited != Awaited::Answer).then_some(since)
    }

    /// Whether the headers of a request are incomplete.
    pub fn awaits_headers(&self) -> bool {
        self.state().awaited == Awaited::Headers
    }

    /// Whether the client has run out of time.
    pub fn is_expired(&self, now: Instant) -> bool {
        let State { awaited, since } = *self.state();
        let allowed = match awaited {
            Awaited::Request => IDLE,
            Awaited::Headers => HEADERS,
            Awaited::Body(arrived) => BODY + Duration::from_secs(arrived / BODY_RATE),
            Awaited::Answer => return false,
        };
        now.duration_since(since) >= allowed
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn turn_to(&mut self, awaited: Awaited) {
        *self = Self { awaited, since: Instant::now() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the connection is closed after this many seconds, but not a second earlier.
    #[track_caller]
    fn assert_closed_after(progress: &Progress, seconds: u64) {
        let since = progress.state().since;
        assert!(!progress.is_expired(since + Duration::from_secs(seconds - 1)));
        assert!(progress.is_expired(since + Duration::from_secs(seconds)));
    }

    #[test]
    fn headers_have_ten_seconds_and_an_idle_connection_has_sixty() {
        let progress = Progress::new(Instant::now());
        assert_closed_after(&progress, 10);
        let connected = progress.waiting_since();
        progress.read(1);
        assert_eq!(progress.waiting_since(), connected, "a byte buys no time");
        progress.requested(false);
        progress.answered();
        assert_closed_after(&progress, 60);
        progress.read(1);
        assert_closed_after(&progress, 10);
    }

    #[test]
    fn a_body_has_ten_seconds_and_the_time_of_a_slow_line() {
        let progress = Progress::new(Instant::now());
        progress.requested(true);
        assert_closed_after(&progress, 10);
        progress.read(1);
        assert_closed_after(&progress, 10);
        for _ in 0..20 {
            progress.read(1024 * 1024);
        }
        assert_closed_after(&progress, 10 + 20 * 64);
    }

    #[test]
    fn the_server_may_take_its_time() {
        let progress = Progress::new(Instant::now());
        progress.requested(false);
        assert!(!progress.is_expired(Instant::now() + Duration::from_secs(3600)));
        assert_eq!(progress.waiting_since(), None);
    }
}
