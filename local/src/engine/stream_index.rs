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

/// Makes the indexes, and deletes records before `dealt_with`, through a connection of its own, closed again before the first request: from then on
/// the engine has the database to itself, and neither a lock nor a busy table can occur.
pub(super) fn prepare(target: &str, dealt_with: Option<&str>) -> rusqlite::Result<()> {
    let connection = Connection::open(target)?;
    connection.execute_batch(INDEXES)?;
    if let Some(sequence) = dealt_with {
        let delete = "DELETE FROM _stream_records WHERE CAST(sequence_number AS INTEGER) < CAST(?1 AS INTEGER)";
        connection.execute(delete, [sequence])?;
    }
    Ok(())
}
