//! A community for a test: the routers of all functions in this process, over a table of the test's own.
//!
//! The embedded engine is started once per process. `KITH_TEST_DYNAMODB=http://...` runs the tests against another.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken harness must fail the test")]

mod accounts;
mod answer;
mod community;
pub mod pictures;
mod request;
pub mod sources;
mod stream;

pub use accounts::{mint, sign};
pub use answer::Answer;
pub use community::{App, Bearer, Person, SECRET, config};
pub use request::{Request, Routes};
pub use stream::TestStream;
