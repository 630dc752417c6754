//! Two indexes that the engine lacks. Without them it reads every stream record to find a table's next sequence number or
//! a shard's next records, and writes slow down from a thousand per second to some sixty at 20,000 rows. SQLite uses an
//! index on an expression only if the query spells the expression in the same way, so the engine's exact version is
//! pinned.

use rusqlite::Connection;

const INDEXES: &str = "
    CREATE INDEX IF NOT EXISTS kith_stream_sequence
        ON _stream_records(table_name, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS kith_stream_shard
        ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER));";

/// The difference between a sequence number in the stream and the number that the engine stores.
const OFFSET: u128 = 100_000_000_000_000_000_000;

/// Creates the indexes and deletes the stream records before the sequence number `processed`. The record with that number
/// stays, so that the next number is larger whatever the clock says.
///
/// This uses a second connection, which is closed before the first request: from then on the engine is the database's
/// only user and meets no locks.
pub(super) fn prepare(target: &str, processed: Option<&str>) -> rusqlite::Result<()> {
    let connection = Connection::open(target)?;
    connection.execute_batch(INDEXES)?;
    if let Some(stored) = processed.and_then(stored_number) {
        let delete = "DELETE FROM _stream_records WHERE CAST(sequence_number AS INTEGER) < ?1";
        connection.execute(delete, [stored])?;
    }
    Ok(())
}

/// The number under which the engine stores a record. `None` if the sequence number has another form; then no record is
/// deleted, because it might not have been processed.
fn stored_number(sequence: &str) -> Option<i64> {
    i64::try_from(sequence.parse::<u128>().ok()?.checked_sub(OFFSET)?).ok()
}
