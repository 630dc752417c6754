//! Objects of the community API with the reads that they need, where more than one function shows them.

mod notifications;

pub use notifications::{notification_results, notifications};
