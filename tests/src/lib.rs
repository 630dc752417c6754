//! A community for a test: the routers of all functions in this process, over a table of the test's own.
//!
//! The embedded engine is started once per process. `KITH_TEST_DYNAMODB=http://...` runs the tests against another.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken harness must fail the test")]

mod accounts;
mod answer;
mod community;
mod directory;
pub mod examples;
mod faults;
pub mod friendship;
pub mod pictures;
pub mod privileges;
mod request;
mod rows;
pub mod sources;
mod storm;
mod stream;

pub use accounts::{mint, sign};
pub use answer::Answer;
pub use community::{App, Bearer, Person, SECRET, config};
pub use directory::{JSON_API, folder_id, member_path, new_folder, to_folder};
pub use faults::{Fault, Faults};
pub use request::{Request, Routes};
pub use rows::Rows;
pub use storm::{Gust, Storm};
pub use stream::TestStream;
