//! Records that `fanout` could not process, kept in the data directory so that they can be replayed.

use aws_lambda_events::dynamodb::EventRecord;

use crate::data_directory::DataDirectory;
use crate::failure::Failure;

const FILE: &str = "dead-letters.jsonl";

/// Appends a record to the file of dead letters.
pub fn append(directory: &DataDirectory, record: &EventRecord) {
    let line = serde_json::to_string(record).map_err(Failure::new);
    if let Err(failure) = line.and_then(|line| directory.append_line(FILE, &line)) {
        tracing::error!(%failure, "cannot store a dead letter");
    }
}
