//! Function `janitor`: walks over the table, a slice at a time, and repairs what contradicts the facts.
//!
//! It is for what should not happen: a record that became a dead letter, a bug, a hand that slipped. In a healthy table
//! it finds nothing. It is the only one that reads the table from end to end.
//!
//! # Two looks
//!
//! Derived rows lag behind the facts by nature, and others write while it reads: what differs at one look may be about
//! to agree. So what a slice gives reason to suspect is left alone for a pause, all of it together, and looked at again,
//! consistently. Only what is wrong in exactly the same way both times is repaired, each by a write that does nothing if
//! the row has changed since.
//!
//! For counters this is enough as long as `fanout` is behind by less than the pause. Whatever changed a user's edges
//! before the first look has been counted by the second, or the counters with their marks would not be the same at both.
//! Changes between the looks leave the number of edges as it was, or it would not be the same at both; none of them has
//! been counted, for the same reason, so they will add up to nothing. What changes after the second look is counted on
//! top of what is written, and if it has been counted before that, the write is refused.
//!
//! What remains: while `fanout` is behind by more than the pause, a number may be set to that of the facts before the
//! changes that made it so are counted, and then be off by those. The alarm on the stream's age tells of such times; the
//! next walk after them puts it right. Users whose edges change all the time are never found the same twice and wait for
//! a quieter hour.

mod finding;
mod look;
mod report;
mod settings;
mod walk;

use serde_json::Value;
use shared::domain::Result;
use shared::domain::time::Clock;
use shared::store::Store;

pub use finding::{Finding, Repair};
pub use report::{Report, Tally};
pub use settings::Settings;
pub use walk::{Slice, Suspicion};

/// Walks over a table.
#[derive(Clone)]
pub struct Janitor {
    store: Store,
    clock: Clock,
    settings: Settings,
}

impl Janitor {
    /// A janitor of this table.
    pub fn new(store: Store, clock: Clock, settings: Settings) -> Self {
        Self { store, clock, settings }
    }

    /// What Lambda calls on schedule: one slice, its report to the log. What the event says does not
    /// matter. An error if anything could not be done; the rest is done all the same.
    pub async fn invoke(&self, _event: Value) -> Result<(), lambda_runtime::Error> {
        let report = self.run().await?;
        report.log();
        if report.failed() > 0 {
            return Err(format!("{} repairs failed", report.failed()).into());
        }
        Ok(())
    }
}
