//! What follows from what happened: one file each, independent of the others.

pub mod cleanup;
pub mod counters;
pub mod feeds;
pub mod files;
pub mod names;
pub mod notices;
pub mod notifications;
pub mod publication;
