//! Logs: structured JSON in a function, for people on a terminal. Metrics are numbers of these logs.

mod lines;
mod metrics;

use std::io::IsTerminal as _;

use tracing::Subscriber;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::runtime::config::ConfigError;
use lines::Line;
pub use metrics::{BATCH, Metrics, REPAIR, REQUEST};

/// One JSON object a line on stdout, as CloudWatch reads it. `RUST_LOG` sets the level, `KITH_METRICS` which numbers
/// become metrics.
pub fn init_json() -> Result<(), ConfigError> {
    let var = |name| std::env::var(name).ok();
    let metrics = var("KITH_METRICS").map(|text| text.parse()).transpose();
    let metrics = metrics.map_err(|error: String| ConfigError::new("KITH_METRICS", error))?.unwrap_or_default();
    let function = var("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_default();
    // A second call, from tests, changes nothing.
    let _ = json(metrics, &function, std::io::stdout).try_init();
    Ok(())
}

/// What [`init_json`] sets up, for the deployed function of this name, writing elsewhere.
pub fn json<W>(metrics: Metrics, function: &str, out: W) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let format = fmt::layer().log_internal_errors(false).json().flatten_event(true).with_current_span(false);
    let format =
        format.with_span_list(false).with_target(false).map_event_format(|json| Line::new(json, metrics, function));
    let mut filter = filter("info");
    if metrics != Metrics::Off {
        // Whatever the level: these lines are more than a log.
        filter = filter.with_target(metrics::TARGETS, LevelFilter::INFO);
    }
    registry().with(filter).with(format.with_writer(out))
}

/// Short lines on stderr. `RUST_LOG` sets the level.
pub fn init_terminal() {
    // Nobody may be reading: a closed stderr must not end requests.
    // The embedded engine warns of every condition that does not hold, which is how conditions work.
    let format =
        fmt::layer().log_internal_errors(false).compact().with_target(false).with_ansi(std::io::stderr().is_terminal());
    let _ = registry().with(filter("info,dynoxide=error")).with(format.with_writer(std::io::stderr)).try_init();
}

/// Levels, for everything or by target (`info,kith=debug`). The fuller language of `EnvFilter` would link a regular
/// expression engine into every function.
fn filter(default: &'static str) -> Targets {
    let set = std::env::var("RUST_LOG").ok().filter(|levels| !levels.is_empty());
    set.and_then(|levels| levels.parse().ok()).unwrap_or_else(|| default.parse().unwrap_or_default())
}
