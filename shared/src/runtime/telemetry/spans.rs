//! Spans of requests and batches, for OpenTelemetry (`docs/tracing.md`). Without the feature `otlp` there are none, and
//! nothing is exported.

use std::future::Future;

#[cfg(not(feature = "otlp"))]
mod absent;
#[cfg(feature = "otlp")]
mod collector;
#[cfg(feature = "otlp")]
mod pipeline;
#[cfg(feature = "otlp")]
mod recorded;

#[cfg(not(feature = "otlp"))]
pub(crate) use absent::RequestSpan;
#[cfg(not(feature = "otlp"))]
pub use absent::{batch, export_spans, flush_spans, inherit, init_spans};
#[cfg(feature = "otlp")]
pub use pipeline::{export_spans, flush_spans, init_spans, init_spans_from};
#[cfg(feature = "otlp")]
pub(crate) use recorded::RequestSpan;
#[cfg(feature = "otlp")]
pub use recorded::{batch, inherit};

/// Does the work of an invocation of Lambda, which freezes the process after it, and exports the spans.
pub fn flushed<F: Future>(work: F) -> impl Future<Output = F::Output> {
    // Boxed, because the compiler limits how deep futures nest.
    let work = Box::pin(work);
    async move {
        let done = work.await;
        flush_spans().await;
        done
    }
}
