//! Users as lines of JSON: from another community into this one, and out of it.

mod export;
mod import;
mod lines;
mod record;
mod record_view;

pub use export::export;
pub use import::{Import, Outcome, Refusal};
pub use lines::{Line, Lines};
