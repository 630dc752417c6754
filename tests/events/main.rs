//! Tests of the functions that no client calls: what `fanout` derives from the stream, and what the janitor repairs.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod delivery;
mod poller;

mod digests;
mod fanout;
mod janitor;
mod web_push;
