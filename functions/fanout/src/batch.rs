//! A batch of the table's stream, parsed into domain events.

use aws_lambda_events::dynamodb::EventRecord;
use jiff::Timestamp;
use shared::domain::account::token::fingerprint;
use shared::domain::event::Event;
use shared::domain::{Error, Id, Result};
use shared::store::stream::{self, Sequence};

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
    /// Parses a record. `None`: the change is no event.
    pub fn parse(record: &EventRecord) -> Result<Option<Self>> {
        let change = &record.change;
        let id = change.sequence_number.clone().unwrap_or_default();
        let sequence =
            Sequence::parse(&id).ok_or_else(|| Error::internal(format!("{id:?} is not a sequence number")))?;
        let image = |item: &serde_dynamo::Item| if item.inner().is_empty() { None } else { Some(item.clone().into()) };
        let event = stream::event(image(&change.old_image), image(&change.new_image))?;
        let time = Timestamp::from_second(change.approximate_creation_date_time.timestamp());
        let (time, event_id) = (time.map_err(Error::internal)?, record.event_id.clone());
        Ok(event.map(|event| Self { id, sequence, event_id, time, event }))
    }

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
