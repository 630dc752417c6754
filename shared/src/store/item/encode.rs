//! Items to and from domain types.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::{Error, Result};
use crate::dynamo::{Item, Key};

/// Reads an item as a domain type.
pub fn from_item<T: DeserializeOwned>(item: Item) -> Result<T> {
    serde_dynamo::from_item(item).map_err(Error::internal)
}

/// Writes a domain type as the item with this key.
pub fn to_item<T: Serialize>(key: &Key, value: &T) -> Result<Item> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(Error::internal)?;
    item.extend(key.item());
    Ok(item)
}

/// Writes a domain type as an attribute.
pub fn value(value: impl Serialize) -> Result<AttributeValue> {
    serde_dynamo::to_attribute_value(value).map_err(Error::internal)
}

/// The keys of these items.
pub fn keys_of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Result<Vec<Key>> {
    items.into_iter().map(|item| Ok(Key::of(item)?)).collect()
}
