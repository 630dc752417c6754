//! Where published events go.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_eventbridge::error::DisplayErrorContext;
use aws_sdk_eventbridge::primitives::DateTime;
use aws_sdk_eventbridge::types::PutEventsRequestEntry;
use aws_sdk_eventbridge::{Client, Config};
use futures::future::join_all;
use serde_json::json;

use crate::published::Published;

/// Events that one call of EventBridge takes. It takes 256 KB as well, which as many of ours never have: the longest
/// has some 1,100 bytes (a test measures it).
const CALL_MAX: usize = 10;
/// The source of every event.
const SOURCE: &str = "kith";

/// Where published events go.
#[derive(Clone, Debug, Default)]
pub enum Bus {
    /// Nowhere: nobody asked for them.
    #[default]
    Disabled,
    /// A bus of EventBridge.
    EventBridge {
        /// How it is reached.
        client: Client,
        /// Its name.
        name: String,
    },
    /// A file that has an event a line, as EventBridge would deliver it.
    File(Arc<Mutex<File>>),
}

impl Bus {
    /// The bus that the environment names in `KITH_EVENT_BUS`; none is nowhere.
    pub fn from_env(config: impl Into<Config>) -> Self {
        std::env::var("KITH_EVENT_BUS").map_or(Self::Disabled, |name| Self::event_bridge(config, name))
    }

    /// The bus `name` of EventBridge.
    pub fn event_bridge(config: impl Into<Config>, name: impl Into<String>) -> Self {
        Self::EventBridge { client: Client::from_conf(config.into()), name: name.into() }
    }

    /// A file to whose end events are added; made for nobody else's eyes if it is not there.
    pub fn file(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
        Ok(Self::File(Arc::new(Mutex::new(file))))
    }

    /// Puts events on the bus; answers the places, among these, of those that it did not take.
    pub async fn put(&self, events: &[Published]) -> BTreeSet<usize> {
        match self {
            Self::Disabled => BTreeSet::new(),
            Self::EventBridge { client, name } => {
                let calls = events.chunks(CALL_MAX).enumerate();
                let calls = calls.map(async |(call, chunk)| {
                    let refused = put_events(client, name, chunk).await;
                    refused.into_iter().map(move |place| call * CALL_MAX + place)
                });
                join_all(calls).await.into_iter().flatten().collect()
            }
            Self::File(file) => match append(file, events) {
                Ok(()) => BTreeSet::new(),
                Err(error) => {
                    tracing::warn!(%error, "events were not written");
                    (0..events.len()).collect()
                }
            },
        }
    }
}

/// One call; answers the places of the events that were not taken.
async fn put_events(client: &Client, bus: &str, events: &[Published]) -> Vec<usize> {
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
        Ok(answer) => {
            let entries = answer.entries();
            // One for each event, in their order; whatever has no place there was not taken.
            let refused = |place: &usize| match entries.get(*place) {
                Some(entry) => {
                    if let Some(code) = entry.error_code() {
                        tracing::warn!(code, "EventBridge did not take an event");
                    }
                    entry.error_code().is_some()
                }
                None => true,
            };
            (0..events.len()).filter(refused).collect()
        }
        Err(error) => {
            tracing::warn!(error = %DisplayErrorContext(error), "EventBridge took no event of a call");
            (0..events.len()).collect()
        }
    }
}

/// All lines in one write, so that those of two batches never mix.
fn append(file: &Mutex<File>, events: &[Published]) -> io::Result<()> {
    let mut lines = Vec::new();
    for event in events {
        let delivered = json!({
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
        serde_json::to_writer(&mut lines, &delivered)?;
        lines.push(b'\n');
    }
    file.lock().unwrap_or_else(PoisonError::into_inner).write_all(&lines)
}
