//! A span for each call of DynamoDB, below that of the request or batch. Without the feature `otlp` there are none.
//!
//! Attributes have the names of OpenTelemetry's semantic conventions for DynamoDB. None of them has keys or values of items.

#[cfg(not(feature = "otlp"))]
mod absent;
#[cfg(feature = "otlp")]
mod recorded;

#[cfg(not(feature = "otlp"))]
pub(crate) use absent::{CallSpan, traced};
#[cfg(feature = "otlp")]
pub(crate) use recorded::{CallSpan, traced};

/// What is called: an operation by DynamoDB's name for it, on a table or one of its indexes.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "otlp"), expect(dead_code, reason = "only spans read it"))]
pub(crate) struct Target<'a> {
    pub(crate) operation: &'static str,
    pub(crate) table: &'a str,
    pub(crate) index: Option<&'static str>,
}
