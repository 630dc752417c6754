//! Reads single JSON values.

use serde_json::{Number, Value};

use crate::domain::{Id, Problem};

/// The text of a string; other types are not converted.
pub(super) fn text(value: &Value) -> Result<&str, Problem> {
    value.as_str().ok_or_else(Problem::not_text)
}

/// An id, written as an integer or as the text of its digits.
pub(super) fn id(value: &Value) -> Option<Id> {
    match value {
        Value::Number(number) => u64::try_from(integer(number)?).ok()?.try_into().ok(),
        Value::String(text) => Id::parse(text),
        _ => None,
    }
}

/// An integer. As in JSON Schema, `1.0` is one too; numbers with a point count as long as they are exact.
pub(super) fn integer(number: &Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let without_fraction = || number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() < EXACT);
    number.as_i64().or_else(|| without_fraction().map(|number| number as i64))
}

pub(super) fn not_integer() -> Problem {
    Problem::new("invalid", "A valid integer is required.")
}

pub(super) fn not_boolean() -> Problem {
    Problem::new("invalid", "Must be a valid boolean.")
}

pub(super) fn not_ids() -> Problem {
    Problem::new("invalid", "A list of valid ids is required.")
}
