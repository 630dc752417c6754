//! Items and their attributes.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::dynamo::error::{Error, Result};

/// An item of the table.
pub type Item = HashMap<String, AttributeValue>;

/// The text of an attribute that every item of its kind has.
pub fn text_of<'a>(item: &'a Item, name: &str) -> Result<&'a str> {
    match item.get(name) {
        Some(AttributeValue::S(text)) => Ok(text),
        _ => Err(Error::internal(format!("an item has no text attribute {name}"))),
    }
}

/// The number of an attribute; zero where it is missing.
pub fn number_of<N: std::str::FromStr + Default>(item: &Item, name: &str) -> N {
    match item.get(name) {
        Some(AttributeValue::N(number)) => number.parse().unwrap_or_default(),
        _ => N::default(),
    }
}

/// A number as an attribute.
pub fn number(n: impl ToString) -> AttributeValue {
    AttributeValue::N(n.to_string())
}

/// Text as an attribute.
pub fn text(s: impl Into<String>) -> AttributeValue {
    AttributeValue::S(s.into())
}
