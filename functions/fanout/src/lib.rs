//! The `fanout` function: derives data from the table's stream (`docs/events.md`).
//!
//! Each change in a batch becomes at most one domain event, and independent projections process the events. A
//! projection returns the records that it could not process. Those of an outage are delivered again; what can never be
//! processed is parked. Streams deliver at least once, so all effects are idempotent.

mod attempts;
mod batch;
mod bus;
mod failures;
mod fanout;
mod gateway;
mod handle;
mod invoke;
mod projections;
mod published_event;
mod push;
mod replay;
mod sender;

pub use batch::{Batch, Record};
pub use bus::Bus;
pub use failures::{Failure, Failures};
pub use fanout::{Fanout, MailerRequests};
pub use gateway::Gateway;
pub use published_event::PublishedEvent;
pub use replay::Replay;
pub use sender::{NotSent, Sender};
