//! No spans.

use std::future::Future;

use axum::extract::Request;

use crate::domain::Error;
use crate::runtime::config::ConfigError;

pub(crate) struct RequestSpan;

impl RequestSpan {
    pub(crate) fn begin(_: &Request) -> Self {
        Self
    }

    pub(crate) fn covers<F>(&self, work: F) -> F {
        work
    }

    pub(crate) fn matched(_: &Request) {}

    pub(crate) fn end(self, _: &str, _: u16, _: Option<&Error>) {}
}

/// Does the work of a function that no client waits for, in a span of its own if spans are recorded: on this number of
/// records, or on a schedule.
pub fn batch<F: Future>(_: &'static str, _: Option<usize>, work: F) -> F {
    work
}

/// Work for a task of its own, within the span of this one if spans are recorded.
pub fn inherit<F: Future>(work: F) -> F {
    work
}

/// Prepares the export of spans, if they are recorded and the environment names a collector.
pub fn init_spans() -> Result<(), ConfigError> {
    Ok(())
}

/// Exports the spans that have ended, if spans are recorded. It takes a limited time, and never fails.
pub async fn flush_spans() {}

/// Exports spans from time to time, for as long as the process runs. Returns at once if they are not recorded.
pub async fn export_spans() {}
