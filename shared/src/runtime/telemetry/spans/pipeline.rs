//! Collects spans as they end, and exports them by OTLP.
//!
//! The SDK's own batch processor exports from a thread of its own, at intervals: Lambda freezes the process in between. This
//! one exports when it is told to, in the task that tells it, and gives up after a limited time.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use opentelemetry::{Context, KeyValue, global};
use opentelemetry_otlp::{Protocol, RetryPolicy, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, Span, SpanData, SpanExporter as _, SpanProcessor};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout};

use super::collector::Collector;
use crate::runtime::config::ConfigError;

/// Spans that wait for their export. Those that end while there are so many are lost.
const WAITING_MAX: usize = 2_048;
/// How long an export may take, unless `OTEL_EXPORTER_OTLP_TIMEOUT` says so.
const LIMIT: Duration = Duration::from_millis(500);
/// The longest limit. A response is ready a second before Lambda stops the function.
const LIMIT_MAX: Duration = Duration::from_millis(800);
/// How long nothing is exported after a failure, so that a collector that is down delays few requests.
const PAUSE: Duration = Duration::from_secs(10);
/// How long a server collects spans.
const INTERVAL: Duration = Duration::from_secs(1);

static PIPELINE: OnceLock<Arc<Pipeline>> = OnceLock::new();

#[derive(Debug)]
struct Pipeline {
    exporter: SpanExporter,
    limit: Duration,
    waiting: Mutex<Vec<SpanData>>,
    ended: Notify,
    /// When the next export may begin. Held during an export.
    paused_until: tokio::sync::Mutex<Option<Instant>>,
}

/// Prepares the export of spans, if they are recorded and the environment names a collector.
pub fn init_spans() -> Result<(), ConfigError> {
    init_spans_from(|name| std::env::var(name).ok())
}

/// The same with these variables, for tests.
pub fn init_spans_from(var: impl Fn(&str) -> Option<String>) -> Result<(), ConfigError> {
    let Some(settings) = Settings::from_env(var)? else { return Ok(()) };
    let resource = resource();
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Collector::at(&settings.endpoint))
        .with_endpoint(&settings.endpoint)
        .with_protocol(Protocol::HttpBinary)
        .with_timeout(settings.limit)
        .with_retry_policy(RetryPolicy::disabled());
    let mut exporter = exporter.build().map_err(|error| ConfigError::new("OTEL_EXPORTER_OTLP_ENDPOINT", error))?;
    exporter.set_resource(&resource);
    let pipeline = Arc::new(Pipeline {
        exporter,
        limit: settings.limit,
        waiting: Mutex::default(),
        ended: Notify::new(),
        paused_until: tokio::sync::Mutex::default(),
    });
    // A second call, from tests, changes nothing.
    if PIPELINE.set(Arc::clone(&pipeline)).is_ok() {
        let provider = SdkTracerProvider::builder().with_resource(resource).with_span_processor(Collected(pipeline));
        global::set_tracer_provider(provider.build());
    }
    Ok(())
}

/// Exports the spans that have ended, if spans are recorded. It takes a limited time, and never fails.
pub async fn flush_spans() {
    if let Some(pipeline) = PIPELINE.get() {
        pipeline.flush().await;
    }
}

/// Exports spans from time to time, for as long as the process runs. Returns at once if they are not recorded.
pub async fn export_spans() {
    let Some(pipeline) = PIPELINE.get() else { return };
    loop {
        pipeline.ended.notified().await;
        sleep(INTERVAL).await;
        pipeline.flush().await;
    }
}

/// The attributes of all spans. `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` take precedence.
fn resource() -> Resource {
    let set = |name| std::env::var(name).unwrap_or_default();
    let named = !set("OTEL_SERVICE_NAME").is_empty() || set("OTEL_RESOURCE_ATTRIBUTES").contains("service.name=");
    let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let resource = Resource::builder().with_attributes([version]);
    if named {
        return resource.build();
    }
    let function = std::env::var("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_else(|_| "kith".to_owned());
    resource.with_service_name(function).build()
}

impl Pipeline {
    async fn flush(&self) {
        let mut paused_until = self.paused_until.lock().await;
        if paused_until.is_some_and(|until| Instant::now() < until) {
            return;
        }
        let spans = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        if spans.is_empty() {
            return;
        }
        let count = spans.len();
        let error = match timeout(self.limit, self.exporter.export(spans)).await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.to_string()),
            Err(elapsed) => Some(elapsed.to_string()),
        };
        *paused_until = error.is_some().then(|| Instant::now() + PAUSE);
        if let Some(error) = error {
            tracing::warn!(spans = count, error, "spans were lost: the collector did not take them");
        }
    }
}

/// Passes spans on to the pipeline as they end.
#[derive(Debug)]
struct Collected(Arc<Pipeline>);

impl SpanProcessor for Collected {
    fn on_start(&self, _: &mut Span, _: &Context) {}

    fn on_end(&self, span: SpanData) {
        let mut waiting = self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if span.span_context.is_sampled() && waiting.len() < WAITING_MAX {
            waiting.push(span);
            self.0.ended.notify_one();
        }
    }

    /// Spans are exported by [`flush_spans`], which need not block.
    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

#[derive(Debug)]
struct Settings {
    /// The URL that takes traces.
    endpoint: String,
    limit: Duration,
}

impl Settings {
    /// Reads OpenTelemetry's own variables. `None` if they name no collector.
    fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, ConfigError> {
        // That of traces, or else that of all signals.
        let of_traces = |name: &str| {
            let names = [format!("OTEL_EXPORTER_OTLP_TRACES_{name}"), format!("OTEL_EXPORTER_OTLP_{name}")];
            names.iter().find_map(|name| var(name).filter(|text| !text.is_empty()))
        };
        let of_all = || var("OTEL_EXPORTER_OTLP_ENDPOINT").filter(|text| !text.is_empty());
        let of_all = || of_all().map(|address| format!("{}/v1/traces", address.trim_end_matches('/')));
        let own = var("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT").filter(|text| !text.is_empty());
        let Some(endpoint) = own.or_else(of_all) else { return Ok(None) };
        if var("OTEL_SDK_DISABLED").is_some_and(|text| text.eq_ignore_ascii_case("true")) {
            return Ok(None);
        }
        if !["http://", "https://"].iter().any(|scheme| endpoint.starts_with(scheme)) {
            return Err(ConfigError::new("OTEL_EXPORTER_OTLP_ENDPOINT", "is not an http or https address"));
        }
        if let Some(protocol) = of_traces("PROTOCOL").filter(|protocol| protocol != "http/protobuf") {
            let reason = format!("{protocol:?} is not http/protobuf, the only one that kith speaks");
            return Err(ConfigError::new("OTEL_EXPORTER_OTLP_PROTOCOL", reason));
        }
        let limit = match of_traces("TIMEOUT") {
            Some(text) => Duration::from_millis(
                text.parse().map_err(|error| ConfigError::new("OTEL_EXPORTER_OTLP_TIMEOUT", error))?,
            ),
            None => LIMIT,
        };
        Ok(Some(Self { endpoint, limit: limit.min(LIMIT_MAX) }))
    }
}
