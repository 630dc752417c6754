//! What function `fanout` derives, however the stream is delivered: in parts, twice, too late, and with crashes.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod delivery;
mod event_bridge;
mod steps;
mod told;

mod any_delivery;
mod any_friendship;
mod budget;
mod celebrity;
mod failing;
mod files;
mod friendships;
mod mapping;
mod names;
mod notices;
mod notifications;
mod poison;
mod posts;
mod privileges;
mod publication;
mod watermarks;
