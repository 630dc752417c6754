//! Objects of the community API with the reads that they need, where more than one function shows them.

mod mentions;
mod notifications;

pub use mentions::{names_in, resolve_mentions};
pub use notifications::{notification_results, notifications};
