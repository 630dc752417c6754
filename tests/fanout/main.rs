//! What function `fanout` derives, however the stream is delivered: in parts, twice, too late, and with crashes.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod delivery;

mod any_delivery;
mod budget;
mod celebrity;
mod mapping;
mod names;
mod poison;
mod posts;
mod watermarks;
