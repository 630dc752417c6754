//! Counters: additions from the stream, and recounts from source items.

mod additions;
pub(crate) mod counters;
pub(crate) mod postponed_recounts;
pub(crate) mod recounts;
mod shard_marks;
pub(crate) mod source_items;

pub use counters::{CountedChange, CounterItems, CounterState};
pub use postponed_recounts::{PostponedRecount, RecountStep};
pub use recounts::{Pass, Recount, Recounts};
pub use source_items::Counting;
