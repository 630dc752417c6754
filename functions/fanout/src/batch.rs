//! A batch of the stream: its records as domain events.

use std::collections::BTreeSet;

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEvent};
use jiff::Timestamp;
use shared::domain::account::token::fingerprint;
use shared::domain::event::Event;
use shared::domain::{Error, Id, Result};
use shared::store::stream::{self, Sequence};

/// The sequence numbers of changes that have to come again.
pub type Failures = BTreeSet<String>;

/// What happened, and where in the shard it is told.
#[derive(Clone, Debug)]
pub struct Record {
    /// The place, as the stream writes it.
    pub id: String,
    /// The place, as it sorts.
    pub sequence: Sequence,
    /// The id of the change, which is that of no other in any shard.
    pub event_id: String,
    /// When it happened, to the second.
    pub time: Timestamp,
    /// What happened.
    pub event: Event,
}

impl Record {
    /// An id for what happened, where it has none of its own: the same however often the change is delivered.
    pub fn at(&self) -> Id {
        let chance = u16::from_str_radix(&fingerprint(&self.event_id)[..4], 16).unwrap_or(0);
        Id::at(self.time.as_millisecond(), chance)
    }
}

/// Changes of one shard, in order.
#[derive(Debug)]
pub struct Batch {
    /// The shard. A mapping with a tumbling window tells it; engines with one shard need not.
    pub shard: String,
    /// What happened.
    pub records: Vec<Record>,
}

impl Batch {
    /// Reads an event of a mapping, and beside it the changes that cannot be read: they come again, and end in the
    /// dead-letter queue, without holding the others back.
    pub fn read(event: TimeWindowEvent) -> (Self, Failures) {
        let shard = event.time_window_properties.shard_id.unwrap_or_default();
        let mut batch = Self { shard, records: Vec::new() };
        let mut unreadable = Failures::new();
        for record in event.dynamo_db_event.records {
            let id = record.change.sequence_number.clone().unwrap_or_default();
            match read(record) {
                Ok(Some(record)) => batch.records.push(record),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(sequence = id, %error, "a change cannot be read");
                    unreadable.insert(id);
                }
            }
        }
        (batch, unreadable)
    }
}

fn read(record: EventRecord) -> Result<Option<Record>> {
    let id = record.change.sequence_number.unwrap_or_default();
    let sequence = Sequence::parse(&id).ok_or_else(|| Error::internal(format!("{id:?} is no sequence number")))?;
    let image = |item: serde_dynamo::Item| if item.inner().is_empty() { None } else { Some(item.into()) };
    let event = stream::event(image(record.change.old_image), image(record.change.new_image))?;
    let seconds = record.change.approximate_creation_date_time.timestamp();
    let time = Timestamp::from_second(seconds).map_err(Error::internal)?;
    Ok(event.map(|event| Record { id, sequence, event_id: record.event_id, time, event }))
}
