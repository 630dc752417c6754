//! What the first random number of a process costs: alone in its process, for there is only one first.

#![allow(clippy::expect_used, reason = "a broken check must fail the test")]

use std::time::Duration;

use ring::rand::{SecureRandom as _, SystemRandom};
use rustix::time::{ClockId, clock_gettime};

/// What this thread has used of the processor: waiting for it does not count.
fn used() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().expect("seconds"), time.tv_nsec.try_into().expect("nanoseconds"))
}

#[test]
fn the_first_random_draw_takes_less_than_a_millisecond() {
    let before = used();
    let mut drawn = [0; 32];
    SystemRandom::new().fill(&mut drawn).expect("random bytes");
    let took = used() - before;
    assert_ne!(drawn, [0; 32]);
    // The kernel draws it. Jitter entropy, which other libraries gather first, takes 35 to 86 ms.
    assert!(took < Duration::from_millis(1), "{took:?}");
}
