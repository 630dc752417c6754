//! What the janitor finds and repairs, and what it leaves alone.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

#[path = "../fanout/delivery.rs"]
#[allow(dead_code, reason = "some of it serves the tests of fanout alone")]
mod delivery;

mod busy;
mod damage;
mod interleavings;
mod looks;
mod posts;
mod slices;
mod walks;
