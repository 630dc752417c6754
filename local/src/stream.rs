//! The table's stream and its consumer `fanout`: what Lambda's event source mapping does when deployed.

mod backlog;
pub mod checkpoints;
mod dead_letters;
mod delivery;
mod pump;
mod reader;

pub use backlog::Backlog;
pub use checkpoints::Checkpoints;
pub use delivery::{BATCH_SIZE, MAXIMUM_RETRY_ATTEMPTS, deliver};
pub use pump::Pump;
pub use reader::{Read, Reader, StreamError};
