//! What the functions cost to start and to run, measured from outside: their release binaries against a double of
//! Lambda's Runtime API and the embedded engine; and the command `kith` under load.
//!
//! `just bench-cold`, `just bench-warm` and `just bench-load` are the ways in; `docs/performance.md` has what they have printed.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken measurement must fail")]

mod community;
mod event;
mod figures;
mod function;
mod handler;
mod runtime_api;
mod starts;

pub use community::Community;
pub use event::Request;
pub use figures::{milliseconds, percentile, table};
pub use function::{Function, Memory, binary};
pub use handler::handler_times;
pub use runtime_api::{Invocation, RuntimeApi};
pub use starts::{FUNCTIONS, Starts};
