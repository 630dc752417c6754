//! A batch of the table's stream, parsed into domain events.

use std::collections::BTreeSet;

use aws_lambda_events::dynamodb::{EventRecord, TimeWindowEvent};
use jiff::Timestamp;
use shared::domain::account::token::fingerprint;
use shared::domain::event::Event;
use shared::domain::{Error, Id, Result};
use shared::store::stream::{self, Sequence};

/// The sequence numbers of records to deliver again.
pub type Failures = BTreeSet<String>;

/// A change that is a domain event.
#[derive(Clone, Debug)]
pub struct Record {
    /// The sequence number, as the stream writes it.
    pub id: String,
    /// The sequence number, in a form that can be compared.
    pub sequence: Sequence,
    /// The id of the change, unique among all shards.
    pub event_id: String,
    /// When the change was made, to the second.
    pub time: Timestamp,
    /// The domain event.
    pub event: Event,
}

impl Record {
    /// An id for derived data whose event has none. It is the same for every delivery of the change.
    pub fn derived_id(&self) -> Id {
        let random = u16::from_str_radix(&fingerprint(&self.event_id)[..4], 16).unwrap_or(0);
        Id::at(self.time.as_millisecond(), random)
    }
}

/// Changes of one shard, in order.
#[derive(Debug)]
pub struct Batch {
    /// The shard's id. Only the event of a mapping with a tumbling window has one; it is empty for an engine with a
    /// single shard.
    pub shard: String,
    /// The changes that are domain events.
    pub records: Vec<Record>,
}

impl Batch {
    /// Parses an event of the mapping. Also returns the records that cannot be parsed: they are delivered again and end
    /// in the dead-letter queue, without blocking others.
    pub fn parse(event: TimeWindowEvent) -> (Self, Failures) {
        let shard = event.time_window_properties.shard_id.unwrap_or_default();
        let mut batch = Self { shard, records: Vec::new() };
        let mut invalid = Failures::new();
        for record in event.dynamo_db_event.records {
            let id = record.change.sequence_number.clone().unwrap_or_default();
            match parse(record) {
                Ok(Some(record)) => batch.records.push(record),
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(sequence = id, %error, "cannot parse a record");
                    invalid.insert(id);
                }
            }
        }
        (batch, invalid)
    }
}

/// Parses a record. `None`: the change is no event.
fn parse(record: EventRecord) -> Result<Option<Record>> {
    let id = record.change.sequence_number.unwrap_or_default();
    let sequence = Sequence::parse(&id).ok_or_else(|| Error::internal(format!("{id:?} is not a sequence number")))?;
    let image = |item: serde_dynamo::Item| if item.inner().is_empty() { None } else { Some(item.into()) };
    let event = stream::event(image(record.change.old_image), image(record.change.new_image))?;
    let seconds = record.change.approximate_creation_date_time.timestamp();
    let time = Timestamp::from_second(seconds).map_err(Error::internal)?;
    Ok(event.map(|event| Record { id, sequence, event_id: record.event_id, time, event }))
}
