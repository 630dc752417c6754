//! The logs of a function: structured JSON. Metrics are numbers of these logs. Spans for OpenTelemetry are optional.

mod lines;
mod metrics;
mod spans;

/// The target of security events.
pub const SECURITY: &str = "kith::security";

use tracing::Subscriber;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::runtime::config::ConfigError;
use lines::Line;
pub use metrics::{BATCH, Deployed, Metrics, PARKED, REPAIR, REQUEST, UNSENT};
pub(crate) use spans::RequestSpan;
#[cfg(feature = "otlp")]
pub use spans::init_spans_from;
pub use spans::{batch, export_spans, flush_spans, flushed, inherit, init_spans};

/// Logs one JSON object a line to stdout, as CloudWatch reads it. `RUST_LOG` sets the level, `KITH_METRICS` the
/// metrics. Also prepares the export of spans.
pub fn init_json() -> Result<(), ConfigError> {
    let var = |name| std::env::var(name).ok();
    let metrics = var("KITH_METRICS").map(|text| text.parse()).transpose();
    let metrics = metrics.map_err(|error: String| ConfigError::new("KITH_METRICS", error))?.unwrap_or_default();
    let [function, version] =
        ["AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION"].map(|name| var(name).unwrap_or_default());
    let deployed = Deployed { function: &function, version: &version };
    // A second call, from tests, changes nothing.
    let _ = json(metrics, deployed, std::io::stdout).try_init();
    init_spans()
}

/// The subscriber of [`init_json`] for this deployed function, with another output.
pub fn json<W>(metrics: Metrics, deployed: Deployed<'_>, out: W) -> impl Subscriber + Send + Sync + use<W>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let format = fmt::layer().log_internal_errors(false).json().flatten_event(true).with_current_span(false);
    let format =
        format.with_span_list(false).with_target(false).map_event_format(|json| Line::new(json, metrics, deployed));
    let mut filter = levels("info");
    if metrics != Metrics::Off {
        // Metrics are written whatever the level.
        filter = filter.with_target(metrics::TARGETS, LevelFilter::INFO);
    }
    registry().with(filter).with(format.with_writer(out))
}

/// The levels that `RUST_LOG` sets, for everything or by target (`info,kith=debug`). The richer language of `EnvFilter`
/// would link a regular expression engine into every function.
pub fn levels(default: &'static str) -> Targets {
    let set = std::env::var("RUST_LOG").ok().filter(|levels| !levels.is_empty());
    set.and_then(|levels| levels.parse().ok()).unwrap_or_else(|| default.parse().unwrap_or_default())
}
