//! The `fanout` function: derives data from the table's stream (`docs/events.md`).
//!
//! Each change in a batch becomes at most one domain event, and independent projections process the events. A
//! projection returns the records that it could not process, and the event source mapping delivers these again. Streams
//! deliver at least once, so all effects are idempotent.

mod batch;
mod bus;
mod fanout;
mod handle;
mod invoke;
mod projections;
mod published_event;

pub use batch::{Batch, Failures, Record};
pub use bus::Bus;
pub use fanout::Fanout;
pub use published_event::PublishedEvent;
