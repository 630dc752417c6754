//! Rules that hold for every input, tried with many.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken check must fail the test")]

mod avatars;
mod cursors;
mod folders;
mod friendships;
mod ids;
mod names;
mod pictures;
mod searches;
mod texts;
mod throttle;
mod tokens;
