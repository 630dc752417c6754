//! Writes events as lines, with the fields of the spans around them.

use clap::ValueEnum;
use serde_json::Value;
use shared::domain::time::{Clock, rfc3339};
use shared::runtime::telemetry::{BATCH, REQUEST, SECURITY};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::access;
use super::fields::Fields;
use crate::terminal;

/// The format of the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// An object a line, for programs
    Json,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verbosity {
    /// Errors.
    Quiet,
    /// All but what happens all the time.
    #[default]
    Normal,
    /// Everything.
    Verbose,
}

/// Writes the lines.
pub struct Lines {
    pub(super) format: Format,
    pub(super) verbosity: Verbosity,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Lines {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        span.extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<Fields>() {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        for span in context.event_scope(event).into_iter().flatten() {
            fields.0.extend(span.extensions().get::<Fields>().cloned().unwrap_or_default().0);
        }
        let target = event.metadata().target();
        if target == SECURITY {
            // A path may contain a username, and the event has a client of its own.
            fields.0.retain(|name, _| ["request_id", "route"].contains(&name.as_str()));
        }
        event.record(&mut fields);
        let is_routine = target == BATCH || target == REQUEST && access::is_routine(&fields);
        if is_routine && self.verbosity != Verbosity::Verbose {
            return;
        }
        let (time, level) = (rfc3339(Clock::default().now()), event.metadata().level().as_str());
        terminal::write(&match self.format {
            Format::Json => json(time, level, fields),
            Format::Text if target == REQUEST => format!("{time} {}", access::line(&fields)),
            Format::Text => text(&time, level, &fields),
        });
    }
}

fn json(time: String, level: &str, mut fields: Fields) -> String {
    fields.0.insert("timestamp".to_owned(), time.into());
    fields.0.insert("level".to_owned(), level.into());
    Value::Object(fields.0).to_string()
}

fn text(time: &str, level: &str, fields: &Fields) -> String {
    let mut line = format!("{time} {level} {}", fields.text("message"));
    for (name, value) in fields.0.iter().filter(|(name, _)| *name != "message") {
        line = format!("{line} {name}={value}");
    }
    line
}
