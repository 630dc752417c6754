//! Counters: additions from the stream, and recounts from source items.

pub(crate) mod counters;
pub(crate) mod recounts;
pub(crate) mod source_items;
