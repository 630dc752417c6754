//! Replays of parked records.
//!
//! All projections but the counters may run at any time: what they write follows from what is stored now. Counters add
//! differences, which are no longer missing where the janitor has recounted since, so a replay has them recounted.

use std::collections::BTreeSet;

use aws_lambda_events::dynamodb::EventRecord;
use serde_json::Value;
use shared::domain::counter::CounterOwner;

use crate::attempts::caught;
use crate::batch::{Batch, Record};
use crate::failures::{Failure, Failures, describe};
use crate::fanout::Fanout;
use crate::projections::{counters, files};

/// A parked record that can be read.
#[derive(Debug)]
pub struct Replay {
    /// `None` if the change is no event.
    record: Option<Record>,
}

impl Replay {
    /// Reads the content of a parked record. Fails with the reason.
    pub fn read(content: Value) -> Result<Self, String> {
        let record: EventRecord = serde_json::from_value(content).map_err(|error| error.to_string())?;
        Record::parse(&record).map(|record| Self { record }).map_err(|error| describe(&error))
    }

    /// Whether the change deletes picture files.
    pub fn deletes_files(&self) -> bool {
        self.record.as_ref().is_some_and(|record| files::concern(&record.event))
    }

    /// The users, posts and comments whose counters the change affects. They must be recounted before the replay.
    pub fn counter_owners(&self) -> BTreeSet<CounterOwner> {
        self.record.as_ref().map(|record| counters::owners(&record.event)).unwrap_or_default()
    }
}

impl Fanout {
    /// Derives what follows from the change, except for counters. Fails with the reason. To replay again what was
    /// replayed, or what `fanout` has processed, changes nothing.
    pub async fn replay(&self, shard: &str, replay: Replay) -> Result<(), String> {
        let batch = Batch { shard: shard.to_owned(), records: replay.record.into_iter().collect() };
        let projecting = async {
            let mut failures = counters::project_without_counting(self, &batch).await;
            failures.extend([self.project_all_but_counters(&batch, &counters::CounterStates::new()).await]);
            failures
        };
        let Failures(failures) = caught(projecting).await?;
        match failures.into_values().next() {
            None => Ok(()),
            Some(Failure::Outage) => Err("the table, the files or the bus do not respond".to_owned()),
            Some(Failure::Unapplied(error) | Failure::Unreadable(error)) => Err(error),
        }
    }
}
