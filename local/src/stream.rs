//! The table's stream and its consumers, `fanout` and the mailer: what Lambda's event source mapping does when deployed.

mod backlog;
pub mod checkpoints;
mod consumer;
mod delivery;
mod pump;
mod reader;

pub use backlog::Backlog;
pub use checkpoints::Checkpoints;
pub use consumer::Consumer;
pub use delivery::{BATCH_SIZE, Delivery, deliver, passes};
pub use pump::Pump;
pub use reader::{Read, Reader, StreamError};
