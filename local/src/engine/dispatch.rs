//! Calls of the engine, from the JSON of DynamoDB's protocol to its JSON.

use dynoxide::Database;
use dynoxide::errors::DynoxideError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A call of DynamoDB's JSON protocol.
#[derive(Debug)]
pub(super) struct Call {
    /// The operation, such as `PutItem`.
    pub operation: String,
    /// The body.
    pub body: Vec<u8>,
}

/// The response to a call.
#[derive(Debug)]
pub(super) struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Operations after which the stream may have new records.
const WRITES: [&str; 5] = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"];

impl Call {
    /// Whether the call may add records to a stream.
    pub(super) fn is_write(&self) -> bool {
        WRITES.contains(&self.operation.as_str())
    }

    /// Runs the call. Blocks while the database is in use.
    pub(super) fn run(&self, db: &Database) -> Reply {
        match self.dispatch(db) {
            Ok(body) => Reply { status: 200, body },
            Err(error) => Reply { status: error.status_code(), body: error.to_json().into_bytes() },
        }
    }

    fn dispatch(&self, db: &Database) -> Result<Vec<u8>, DynoxideError> {
        match self.operation.as_str() {
            "GetItem" => self.invoke(|request| db.get_item(request)),
            "PutItem" => self.invoke(|request| db.put_item(request)),
            "UpdateItem" => self.invoke(|request| db.update_item(request)),
            "DeleteItem" => self.invoke(|request| db.delete_item(request)),
            "Query" => self.invoke(|request| db.query(request)),
            "Scan" => self.invoke(|request| db.scan(request)),
            "BatchGetItem" => self.invoke(|request| db.batch_get_item(request)),
            "BatchWriteItem" => self.invoke(|request| db.batch_write_item(request)),
            "TransactGetItems" => self.invoke(|request| db.transact_get_items(request)),
            "TransactWriteItems" => self.invoke(|request| db.transact_write_items(request)),
            "CreateTable" => self.invoke(|request| db.create_table(request)),
            "ListTables" => self.invoke(|request| db.list_tables(request)),
            "DescribeTable" => self.invoke(|request| db.describe_table(request)),
            "UpdateTimeToLive" => self.invoke(|request| db.update_time_to_live(request)),
            "DescribeTimeToLive" => self.invoke(|request| db.describe_time_to_live(request)),
            "ListStreams" => self.invoke(|request| db.list_streams(request)),
            "DescribeStream" => self.invoke(|request| db.describe_stream(request)),
            "GetShardIterator" => self.invoke(|request| db.get_shard_iterator(request)),
            "GetRecords" => self.invoke(|request| db.get_records(request)),
            other => {
                Err(DynoxideError::ValidationException(format!("this engine does not offer the operation {other}")))
            }
        }
    }

    fn invoke<I: DeserializeOwned, O: Serialize>(
        &self,
        operation: impl FnOnce(I) -> Result<O, DynoxideError>,
    ) -> Result<Vec<u8>, DynoxideError> {
        let request = serde_json::from_slice(&self.body).map_err(|error| unreadable(&error))?;
        let response = operation(request)?;
        serde_json::to_vec(&response).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
    }
}

/// The error of a body that the engine cannot read. The engine marks the messages of rules of DynamoDB that it checks while
/// it reads.
fn unreadable(error: &serde_json::Error) -> DynoxideError {
    let text = error.to_string();
    match text.split_once(':') {
        Some((marker, message)) if marker.starts_with("VALIDATION") => {
            let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
            DynoxideError::ValidationException(message.to_owned())
        }
        _ => DynoxideError::SerializationException(text),
    }
}
