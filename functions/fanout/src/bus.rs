//! The bus that events for other programs are published on.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_eventbridge::error::{DisplayErrorContext, ProvideErrorMetadata as _};
use aws_sdk_eventbridge::primitives::DateTime;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use aws_sdk_eventbridge::{Client, Config};
use futures::future::join_all;
use serde_json::json;

use crate::failures::Failure;
use crate::published_event::PublishedEvent;

/// Events in one call, a limit of EventBridge. Its other limit, 256 KB for each call, is never reached: the longest
/// event has some 1,100 bytes (a test measures it).
const CALL_MAX: usize = 10;
/// The error codes of events that are refused however often they are sent.
const NEVER_ACCEPTED: [&str; 6] = [
    "InvalidArgument",
    "MalformedDetail",
    "NotAuthorizedForDetailTypeException",
    "NotAuthorizedForSourceException",
    "RedactionFailure",
    "ValidationException",
];
/// The `source` of every event.
const SOURCE: &str = "kith";

/// Where events are published.
#[derive(Clone, Debug, Default)]
pub enum Bus {
    /// Events are not published.
    #[default]
    Disabled,
    /// On a bus of EventBridge.
    EventBridge {
        /// The client of EventBridge.
        client: Client,
        /// The name of the bus.
        name: String,
    },
    /// In a file, one line of JSON for each event, as EventBridge would deliver it.
    File(Arc<Mutex<File>>),
}

impl Bus {
    /// The EventBridge bus that `KITH_EVENT_BUS` names, or `Disabled` if it is not set.
    pub fn from_env(config: impl Into<Config>) -> Self {
        std::env::var("KITH_EVENT_BUS").map_or(Self::Disabled, |name| Self::event_bridge(config, name))
    }

    /// The EventBridge bus `name`.
    pub fn event_bridge(config: impl Into<Config>, name: impl Into<String>) -> Self {
        Self::EventBridge { client: Client::from_conf(config.into()), name: name.into() }
    }

    /// A file that events are appended to. It is created if it does not exist, readable by its owner only.
    pub fn file(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
        Ok(Self::File(Arc::new(Mutex::new(file))))
    }

    /// Publishes events. Returns the indices of those that the bus did not accept, each with the reason.
    pub async fn put(&self, events: &[PublishedEvent]) -> BTreeMap<usize, Failure> {
        match self {
            Self::Disabled => BTreeMap::new(),
            Self::EventBridge { client, name } => {
                let calls = events.chunks(CALL_MAX).enumerate();
                let calls = calls.map(async |(call, chunk)| {
                    let refused = put_events(client, name, chunk).await;
                    refused.into_iter().map(move |(index, failure)| (call * CALL_MAX + index, failure))
                });
                join_all(calls).await.into_iter().flatten().collect()
            }
            Self::File(file) => match append(file, events) {
                Ok(()) => BTreeMap::new(),
                Err(error) => {
                    tracing::warn!(%error, "cannot write events");
                    (0..events.len()).map(|index| (index, Failure::Outage)).collect()
                }
            },
        }
    }
}

/// Makes one call. Returns the indices of the events that were not accepted, each with the reason.
async fn put_events(client: &Client, bus: &str, events: &[PublishedEvent]) -> Vec<(usize, Failure)> {
    let entries = events.iter().map(|event| {
        PutEventsRequestEntry::builder()
            .event_bus_name(bus)
            .source(SOURCE)
            .detail_type(event.detail_type)
            .detail(event.detail.to_string())
            .time(DateTime::from_secs(event.time.as_second()))
            .build()
    });
    match client.put_events().set_entries(Some(entries.collect())).send().await {
        Ok(output) => {
            let entries = output.entries();
            // One entry for each event, in the same order. A missing entry counts as a refusal.
            let refused = |index: usize| match entries.get(index) {
                Some(entry) => {
                    let code = entry.error_code()?;
                    tracing::warn!(code, "EventBridge refused an event");
                    Some((index, refusal(code)))
                }
                None => Some((index, Failure::Outage)),
            };
            (0..events.len()).filter_map(refused).collect()
        }
        Err(error) => {
            let failure = error.code().map_or(Failure::Outage, refusal);
            tracing::warn!(error = %DisplayErrorContext(error), "a call of EventBridge failed");
            (0..events.len()).map(|index| (index, failure.clone())).collect()
        }
    }
}

/// The meaning of an error code.
fn refusal(code: &str) -> Failure {
    if NEVER_ACCEPTED.contains(&code) {
        Failure::Unapplied(format!("EventBridge refuses the event: {code}"))
    } else {
        Failure::Outage
    }
}

/// Appends all lines in one write, so that the lines of two batches never mix.
fn append(file: &Mutex<File>, events: &[PublishedEvent]) -> io::Result<()> {
    let mut lines = Vec::new();
    for event in events {
        let envelope = json!({
            "version": "0",
            "id": event.id,
            "detail-type": event.detail_type,
            "source": SOURCE,
            "account": "000000000000",
            "time": event.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            "region": "local",
            "resources": [],
            "detail": event.detail,
        });
        serde_json::to_writer(&mut lines, &envelope)?;
        lines.push(b'\n');
    }
    file.lock().unwrap_or_else(PoisonError::into_inner).write_all(&lines)
}
