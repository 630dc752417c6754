//! Benchmarks of the functions and of the `kith` command, measured from outside the process. The functions' release
//! binaries run against a fake of Lambda's Runtime API and the embedded engine.
//!
//! Run them with `just bench-cold`, `just bench-warm` and `just bench-load`. `docs/performance.md` has their results.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken measurement must fail")]

mod cold_starts;
mod community;
mod events;
mod function;
mod handler;
mod report;
mod runtime_api;

pub use cold_starts::{ColdStarts, FUNCTIONS};
pub use community::Community;
pub use events::Request;
pub use function::{Function, Memory, binary};
pub use handler::handler_times;
pub use report::{milliseconds, percentile, print_table};
pub use runtime_api::{Invocation, RuntimeApi};
