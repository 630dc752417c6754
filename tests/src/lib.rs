//! A community for each test: the routers of all functions in this process, with a table of the test's own.
//!
//! A process starts one embedded engine. `KITH_TEST_DYNAMODB=http://...` runs the tests against another engine.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken harness must fail the test")]

mod accounts;
mod archives;
mod call;
mod community;
mod contention;
mod directory;
mod documented;
pub mod examples;
mod expressions;
mod fault_responses;
mod fault_schedule;
mod faults;
pub mod friendship;
mod lag;
mod mail;
pub mod pictures;
pub mod privileges;
mod request;
mod response;
mod rows;
mod second_factor;
pub mod shards;
pub mod sources;
mod stream;

pub use accounts::{mint, sign};
pub use community::{App, Bearer, SECRET, TestUser, config};
pub use directory::{JSON_API, directory_path, folder_id, new_folder, to_folder};
pub use expressions::EXPRESSION_MAX;
pub use fault_responses::PANIC;
pub use fault_schedule::{FaultKind, FaultSchedule};
pub use faults::{Fault, Faults};
pub use lag::IndexLag;
pub use mail::code_in;
pub use request::{Request, Routes};
pub use response::TestResponse;
pub use rows::Rows;
pub use second_factor::TestFactor;
pub use stream::{TestStream, is_parked};
