//! Two indexes that the engine lacks. It finds a table's next stream sequence number, and a shard's next
//! records, by reading every record ever written: without them writes slow down from a thousand a second
//! to some sixty at 20,000 rows. The expressions must be spelt as the engine spells them in its queries,
//! or SQLite does not use them: one more reason to pin the engine's exact version.

use rusqlite::Connection;

const INDEXES: &str = "
    CREATE INDEX IF NOT EXISTS kith_stream_sequence
        ON _stream_records(table_name, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS kith_stream_shard
        ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER));";

/// What the engine adds to the number of a record as it keeps it to get the number as the stream tells it.
const TOLD: u128 = 100_000_000_000_000_000_000;

/// Makes the indexes, and deletes the records before the one with the number `dealt_with`, through a connection of its
/// own, closed again before the first request: from then on the engine has the database to itself, and neither a lock
/// nor a busy table can occur. The record itself stays, so that the next number is above it whatever the clock says.
pub(super) fn prepare(target: &str, dealt_with: Option<&str>) -> rusqlite::Result<()> {
    let connection = Connection::open(target)?;
    connection.execute_batch(INDEXES)?;
    if let Some(kept) = dealt_with.and_then(kept) {
        let delete = "DELETE FROM _stream_records WHERE CAST(sequence_number AS INTEGER) < ?1";
        connection.execute(delete, [kept])?;
    }
    Ok(())
}

/// The number under which the engine keeps the record that the stream tells as `sequence`. Without one nothing may be
/// deleted: it could be a change that nobody has dealt with.
fn kept(sequence: &str) -> Option<i64> {
    i64::try_from(sequence.parse::<u128>().ok()?.checked_sub(TOLD)?).ok()
}
