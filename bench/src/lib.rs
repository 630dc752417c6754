//! Benchmarks of the functions and of the `kith` command, measured from outside the process. The functions' release
//! binaries run against a fake of Lambda's Runtime API and the embedded engine.
//!
//! Run them with `just bench-cold`, `just bench-warm`, `just bench-load`,
//! `just bench-realtime` and `just bench-serve`. `docs/performance.md` has their results.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken measurement must fail")]

mod client;
mod cold_starts;
mod community;
mod events;
mod function;
mod handler;
mod process;
mod report;
mod runtime_api;
mod server;

pub use client::Client;
pub use cold_starts::{ColdStarts, FUNCTIONS};
pub use community::Community;
pub use events::Request;
pub use function::{Function, binary};
pub use handler::handler_times;
pub use process::Memory;
pub use report::{milliseconds, percentile, print_table};
pub use runtime_api::{Invocation, RuntimeApi};
pub use server::{Kith, Server};
