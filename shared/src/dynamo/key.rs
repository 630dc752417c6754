//! Keys of items and of secondary indexes, as the table in `template.yaml` names them.

use std::collections::HashMap;

use crate::dynamo::error::Result;
use crate::dynamo::item::{Item, text, text_of};

/// Partition key attribute.
pub const PK: &str = "PK";
/// Sort key attribute.
pub const SK: &str = "SK";
/// The attribute with the second since 1970 after which DynamoDB removes the item.
pub const EXPIRES: &str = "expires";

/// Partition and sort key of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Partition key.
    pub pk: String,
    /// Sort key.
    pub sk: String,
}

impl Key {
    /// The key with these parts.
    pub fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }

    /// The key of an item. Items read through an index have it too.
    pub fn of(item: &Item) -> Result<Self> {
        Ok(Self::new(text_of(item, PK)?, text_of(item, SK)?))
    }

    /// The key as attributes: an item without anything else.
    pub fn item(&self) -> Item {
        HashMap::from([(PK.to_owned(), text(&self.pk)), (SK.to_owned(), text(&self.sk))])
    }
}

/// A secondary index, with the names of its key attributes.
#[derive(Clone, Copy, Debug)]
pub struct Index {
    /// Its name in the template.
    pub name: &'static str,
    /// Its partition key attribute.
    pub pk: &'static str,
    /// Its sort key attribute.
    pub sk: &'static str,
}

/// The first overloaded index.
pub const GSI1: Index = Index { name: "GSI1", pk: "GSI1PK", sk: "GSI1SK" };
/// The second overloaded index.
pub const GSI2: Index = Index { name: "GSI2", pk: "GSI2PK", sk: "GSI2SK" };
/// The table itself, where a list may be in it or in an index.
pub const MAIN: Index = Index { name: "", pk: PK, sk: SK };

impl Index {
    /// The index; `None` for the table itself.
    pub fn secondary(self) -> Option<Self> {
        (!self.name.is_empty()).then_some(self)
    }
}
