//! Logs: structured JSON in a function, for people on a terminal.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// One JSON object a line on stdout, as CloudWatch reads it. `RUST_LOG` sets the level.
pub fn init_json() {
    let format =
        fmt().log_internal_errors(false).json().flatten_event(true).with_current_span(true).with_span_list(false);
    // A second call, from tests, changes nothing.
    let _ = format.with_env_filter(filter("info")).with_target(false).try_init();
}

/// Short lines on stderr. `RUST_LOG` sets the level.
pub fn init_terminal() {
    // Nobody may be reading: a closed stderr must not end requests.
    // The embedded engine warns of every condition that does not hold, which is how conditions work.
    let format =
        fmt().log_internal_errors(false).compact().with_env_filter(filter("info,dynoxide=error")).with_target(false);
    let _ = format.with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr).try_init();
}

fn filter(default: &str) -> EnvFilter {
    EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default))
}
