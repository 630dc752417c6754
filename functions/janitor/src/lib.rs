//! The `janitor` function: scans the table slice by slice, verifies derived rows against their source items, and
//! repairs what differs (`docs/events.md`, "What the janitor does").
//!
//! Derived data is wrong only after a failure: a record ended as a dead letter, the table was edited by hand, or a
//! projection had a bug. In a healthy table the janitor finds nothing. No other code scans the table.
//!
//! # Two passes
//!
//! Derived rows lag behind their source items, and requests write while the janitor reads, so a difference in one pass
//! may be about to disappear. The first pass over a slice therefore only collects candidates. After a pause, a second
//! pass reads them again, consistently. Only a finding that is exactly the same in both passes is repaired, by a write
//! that does nothing if the row has changed since.
//!
//! For counters this is exact as long as `fanout` lags by less than the pause. The finding compares the number of a
//! user's edges with the user's counters and their marks, so all of these are equal in both passes:
//!
//! - Changes to the edges before the first pass were counted by the second, or the counters and their marks would
//!   differ.
//! - Changes between the passes add up to zero, or the number of edges would differ. None of them is counted yet, or
//!   the counters and their marks would differ.
//! - Changes after the second pass are counted on top of the repaired value. If they are counted before the repair is
//!   written, the repair is refused.
//!
//! While `fanout` lags by more than the pause, a repair may set a counter to the current number before the last changes
//! are counted, and the counter is then off by these changes. The alarm on the stream's age fires at such times, and
//! the next scan of the table repairs the counter. Users whose edges change all the time never give two equal findings
//! and are repaired at a quieter time.
//!
//! Where the progress of `fanout` is known, as in a local community, the janitor waits for it instead ([`Progress`]): all
//! changes that the first pass has seen are counted before the second pass. That is exact however far `fanout` lags.

mod finding;
mod janitor;
mod progress;
mod repair;
mod report;
mod scan;
mod scan_pass;
mod settings;

pub use finding::Finding;
pub use janitor::Janitor;
pub use progress::Progress;
pub use repair::Repair;
pub use report::{RepairCounts, Report};
pub use scan::{Candidates, Slice};
pub use settings::Settings;
