//! Forms: named texts, of which several can have one name.

use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use crate::domain::{Error, Result};

/// Reads an urlencoded form.
pub(super) fn parse(body: &[u8]) -> Result<Map<String, Value>> {
    // The parser replaces what is not UTF-8.
    percent_decode(body).decode_utf8().map_err(|_| not_utf8())?;
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(body) {
        add(&mut fields, name.into_owned(), Value::String(value.into_owned()));
    }
    Ok(fields)
}

pub(super) fn not_utf8() -> Error {
    Error::malformed("The form is not UTF-8.")
}

/// Adds a value; a name that occurs more than once keeps all its values.
pub(super) fn add(fields: &mut Map<String, Value>, name: String, value: Value) {
    match fields.get_mut(&name) {
        None => drop(fields.insert(name, value)),
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}
