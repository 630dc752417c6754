//! A line of the log: the fields of the event, those of its request, and the members that make metrics of it.

use std::fmt;

use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{Format, Json, JsonFields, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

use crate::runtime::telemetry::metrics::{Deployed, Emitter, Metrics};

/// Writes events as flat JSON objects.
pub(crate) struct Line {
    json: Format<Json>,
    emitter: Emitter,
}

impl Line {
    /// The lines of this deployed function.
    pub(crate) fn new(json: Format<Json>, metrics: Metrics, deployed: Deployed<'_>) -> Self {
        Self { json, emitter: Emitter::new(metrics, deployed) }
    }
}

impl<S> FormatEvent<S, JsonFields> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = String::with_capacity(1_024);
        self.json.format_event(context, Writer::new(&mut line), event)?;
        // Reopen the object: the dimensions of a metric must be members of the line itself, not of a span in it.
        line.truncate(line.trim_end().trim_end_matches('}').len());
        if let Some(span) = context.lookup_current()
            && let Some(fields) = span.extensions().get::<FormattedFields<JsonFields>>()
        {
            let members = fields.strip_prefix('{').and_then(|fields| fields.strip_suffix('}')).unwrap_or_default();
            if !members.is_empty() {
                line.push(',');
                line.push_str(members);
            }
        }
        self.emitter.extend(&mut line, event);
        writeln!(writer, "{line}}}")
    }
}
