//! Reads past the engine, for speed: whole items, in the JSON that the engine stores.
//!
//! The engine prepares its SQL anew for each read, and parses and writes the JSON of each item. Here the statements are
//! prepared once and stored items are copied into the response. Only the forms of `GetItem`, `BatchGetItem` and `Query` are
//! read that kith sends; every other call, and every call that might be an error, is left to the engine. Tests compare
//! the responses of both. This relies on how the engine stores items, so its exact version is pinned.

mod query;
mod request;
mod response;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dynoxide::types::{consumed_capacity, read_capacity_units_with_consistency};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::dispatch::{Call, Reply};
use request::{BatchGetItem, GetItem, Key};
use response::{Decline, Outcome, capacity, member, mode, quoted, separate};

/// Prepared statements that are kept: some ten for each table.
const STATEMENTS: usize = 64;
/// The largest response to a batch, in bytes of its items.
const BATCH_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A connection of its own to the engine's database.
#[derive(Debug)]
pub(super) struct Reader {
    connection: Mutex<Option<Connection>>,
}

impl Reader {
    /// Opens a connection to the engine's database.
    pub(super) fn open(target: &str) -> rusqlite::Result<Self> {
        let connection = Connection::open(target)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self { connection: Mutex::new(Some(connection)) })
    }

    /// Closes the connection. From then on every call is left to the engine.
    pub(super) fn close(&self) {
        self.lock().take();
    }

    /// Runs a call, or leaves it to the engine and returns `None`.
    pub(super) fn run(&self, call: &Call) -> Option<Reply> {
        let read = match call.operation.as_str() {
            "GetItem" => get_item,
            "BatchGetItem" => batch_get_item,
            "Query" => query::query,
            _ => return None,
        };
        let connection = self.lock();
        let body = read(connection.as_ref()?, &call.body).ok()?;
        Some(Reply { status: 200, body: body.into_bytes() })
    }

    fn lock(&self) -> MutexGuard<'_, Option<Connection>> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn get_item(connection: &Connection, body: &[u8]) -> Outcome {
    let GetItem { table_name: table, key, consistent_read, return_consumed_capacity } = serde_json::from_slice(body)?;
    let item = item(connection, &table, &Key::of(key).ok_or(Decline::Form)?)?;
    let size = item.as_ref().map_or(0, |(_, size)| *size);
    let units = read_capacity_units_with_consistency(size, consistent_read);
    let mut response = String::with_capacity(size * 2 + 200);
    response.push('{');
    if let Some((json, _)) = &item {
        member(&mut response, "Item", json);
    }
    capacity(&mut response, consumed_capacity(&table, units, &mode(return_consumed_capacity)))?;
    response.push('}');
    Ok(response)
}

fn batch_get_item(connection: &Connection, body: &[u8]) -> Outcome {
    let BatchGetItem { request_items, return_consumed_capacity } = serde_json::from_slice(body)?;
    let [(table, request)] = &request_items.into_iter().collect::<Vec<_>>()[..] else { return Err(Decline::Form) };
    let keys: Option<Vec<Key<'_>>> = request.keys.iter().cloned().map(Key::of).collect();
    let keys = keys.ok_or(Decline::Form)?;
    if !(1..=100).contains(&keys.len()) || keys.iter().collect::<HashSet<_>>().len() < keys.len() {
        return Err(Decline::Form);
    }
    let (mut items, mut bytes, mut units) = (String::from("["), 0, 0.0);
    for key in &keys {
        let item = item(connection, table, key)?;
        let size = item.as_ref().map_or(0, |(_, size)| *size);
        (bytes, units) = (bytes + size, units + read_capacity_units_with_consistency(size, request.consistent_read));
        if bytes > BATCH_BYTES_MAX {
            return Err(Decline::Form);
        }
        if let Some((json, _)) = item {
            separate(&mut items);
            items.push_str(&json);
        }
    }
    let capacity = consumed_capacity(table, units, &mode(return_consumed_capacity));
    let mut response =
        format!(r#"{{"Responses":{{{}:{items}]}},"UnprocessedKeys":{{}}"#, serde_json::to_string(table)?);
    if let Some(capacity) = capacity {
        member(&mut response, "ConsumedCapacity", &serde_json::to_string(&[capacity])?);
    }
    response.push('}');
    Ok(response)
}

/// An item with its size in bytes.
fn item(connection: &Connection, table: &str, key: &Key<'_>) -> Result<Option<(String, usize)>, Decline> {
    let sql = format!("SELECT item_json, item_size FROM {} WHERE pk = ?1 AND sk = ?2", quoted(table)?);
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(connection.prepare_cached(&sql)?.query_row(params![key.pk.stored(), key.sk.stored()], row).optional()?)
}
