//! Writes the responses, and says why there is none.

use dynoxide::types::ConsumedCapacity;

/// Why a call is left to the engine.
pub(super) enum Decline {
    /// It has another form.
    Form,
    /// SQLite reports an error, such as a missing table.
    Database,
}

impl From<rusqlite::Error> for Decline {
    fn from(_: rusqlite::Error) -> Self {
        Self::Database
    }
}

impl From<serde_json::Error> for Decline {
    fn from(_: serde_json::Error) -> Self {
        Self::Form
    }
}

/// The body of a response.
pub(super) type Outcome = Result<String, Decline>;

/// The name of a table in SQL.
pub(super) fn quoted(table: &str) -> Result<String, Decline> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c);
    if table.chars().all(is_plain) { Ok(format!("\"{table}\"")) } else { Err(Decline::Form) }
}

/// The engine's form of `ReturnConsumedCapacity`.
pub(super) fn mode(return_consumed_capacity: Option<&str>) -> Option<String> {
    return_consumed_capacity.map(str::to_owned)
}

/// Adds the consumed capacity to a response, if it was asked for.
pub(super) fn capacity(response: &mut String, capacity: Option<ConsumedCapacity>) -> Result<(), Decline> {
    if let Some(capacity) = capacity {
        member(response, "ConsumedCapacity", &serde_json::to_string(&capacity)?);
    }
    Ok(())
}

/// Adds a member to a JSON object.
pub(super) fn member(object: &mut String, name: &str, json: &str) {
    separate(object);
    object.push('"');
    object.push_str(name);
    object.push_str("\":");
    object.push_str(json);
}

/// Adds a comma unless the object or array is empty so far.
pub(super) fn separate(json: &mut String) {
    if !json.ends_with(['{', '[']) {
        json.push(',');
    }
}
