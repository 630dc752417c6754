//! Keys of parked records of the stream.

use crate::dynamo::Key;

/// Sort-key prefix of what is known of parked records.
pub(crate) const PARKED_RECORDS: &str = "PARKED#";
/// Sort-key prefix of the parts of their content.
pub(in crate::store::item) const PARKED_PARTS: &str = "PARKEDPART#";
/// The partitions of parked records: one for each first digit of an id.
const DIGITS: &str = "0123456789abcdef";

/// The partitions that list all parked records.
pub fn parked_lists() -> impl Iterator<Item = String> {
    DIGITS.chars().map(|digit| format!("{PARKED_RECORDS}{digit}"))
}

/// A parked record, by its id: random digits in hexadecimal, whose first one names the partition.
pub fn parked_record(id: &str) -> Key {
    let digit = id.get(..1).unwrap_or_default();
    Key::new(format!("{PARKED_RECORDS}{digit}"), format!("{PARKED_RECORDS}{id}"))
}

/// A part of the content of a parked record. In a partition of its own, so that a list does not read it.
pub fn parked_part(id: &str, part: usize) -> Key {
    Key::new(format!("{PARKED_PARTS}{id}"), format!("{PARKED_PARTS}{part:03}"))
}
