//! The `janitor` function: scans the table slice by slice, verifies derived rows against their source items, and
//! repairs what differs (`docs/events.md`, "What the janitor does").
//!
//! Derived data is wrong only after a failure: a record was parked or given up, the table was edited by hand, or a
//! projection had a bug. In a healthy table the janitor finds nothing. No other code scans the table.
//!
//! # Two passes
//!
//! Derived rows lag behind their source items, and requests write while the janitor reads, so a difference in one pass
//! may be about to disappear. The first pass over a slice therefore only collects candidates. After a pause, a second
//! pass reads them again, consistently. Only a finding that is exactly the same in both passes is repaired, by a write
//! that does nothing if the row has changed since.
//!
//! For counters this is exact as long as `fanout` lags by less than the pause. The first pass reads a user's counters and
//! the marks in their places *before* it counts the user's edges, the second pass *after* that. (A post or comment has the
//! number of additions instead of places.) The finding compares all of these and the number of edges, so they are equal in
//! both passes:
//!
//! - Nothing was counted from the beginning of the first pass to the end of the second, or a place would have another mark.
//!   Only the changes of the last moments of the second pass, since when `fanout` may lag, can be uncounted.
//! - So no edge changed during the first pass or before those last moments, and all earlier changes were counted before
//!   the first pass. The number of edges in the first pass is the one that the counters should have.
//! - What the second pass sees of the changes of its last moments adds up to zero, or the number of edges would differ.
//!   The repair therefore includes none of them. `fanout` counts them on top of the repaired value; if it does so before
//!   the repair is written, the repair is refused.
//! - What an index does not show yet in the first pass, it shows in the second, and the number of edges differs.
//!
//! None of this depends on how long a pass takes, so it also holds for the recounts below.
//!
//! While `fanout` lags by more than the pause, a repair may set a counter to the current number before the last changes
//! are counted, and the counter is then off by these changes. The alarm on the stream's age fires at such times, and
//! the next scan of the table repairs the counter. Users whose edges change all the time never give two equal findings
//! and are repaired at a quieter time.
//!
//! # Large recounts
//!
//! Source items are counted page by page, and only sums are kept. A user, post or comment with more than
//! [`Settings::source_items`] of them does not hold up its slice: its recount is stored as an item of its own, and each
//! run makes some steps of it after its slice, until both passes are over. After each step the item has the sums, the
//! place in the partition, and what was stored before the first pass. A run that is stopped loses one step.
//!
//! Where the progress of `fanout` is known, as in a local community, the janitor waits for it instead ([`Progress`]): all
//! changes that the first pass has seen are counted before the second pass. That is exact however far `fanout` lags.

mod figures;
mod finding;
mod janitor;
mod progress;
mod recounts;
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
