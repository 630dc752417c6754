//! The log of the commands, on stderr: one line for each request, and what goes wrong.

mod access;
mod fields;
mod lines;

pub use access::observe;
pub use lines::{Format, Verbosity};

use shared::runtime::telemetry;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use lines::Lines;

/// Starts the log. `RUST_LOG` sets the levels, unless it is quiet.
pub fn init(format: Format, verbosity: Verbosity) {
    let levels = match verbosity {
        Verbosity::Quiet => "error".parse().unwrap_or_default(),
        // The embedded engine warns of every failed condition, which is how conditions work.
        _ => telemetry::levels("info,dynoxide=error"),
    };
    // A second call, from tests, changes nothing.
    let _ = tracing_subscriber::registry().with(levels).with(Lines { format, verbosity }).try_init();
}
