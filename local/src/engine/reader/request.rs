//! The requests that are read past the engine. A request with another member, or with keys of another type, does not parse.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Deserialize;
use shared::dynamo::{PK, SK};

/// Longest partition key and sort key, in bytes.
const PK_MAX: usize = 2_048;
const SK_MAX: usize = 1_024;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct GetItem<'a> {
    #[serde(borrow)]
    pub table_name: Cow<'a, str>,
    #[serde(borrow)]
    pub key: Texts<'a>,
    #[serde(default)]
    pub consistent_read: bool,
    pub return_consumed_capacity: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct BatchGetItem<'a> {
    #[serde(borrow)]
    pub request_items: HashMap<Cow<'a, str>, Keys<'a>>,
    pub return_consumed_capacity: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Keys<'a> {
    #[serde(borrow)]
    pub keys: Vec<Texts<'a>>,
    #[serde(default)]
    pub consistent_read: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct Query<'a> {
    #[serde(borrow)]
    pub table_name: Cow<'a, str>,
    pub index_name: Option<&'a str>,
    pub key_condition_expression: &'a str,
    #[serde(borrow)]
    pub expression_attribute_names: HashMap<&'a str, &'a str>,
    #[serde(borrow)]
    pub expression_attribute_values: Texts<'a>,
    #[serde(default = "yes")]
    pub scan_index_forward: bool,
    #[serde(default)]
    pub consistent_read: bool,
    pub limit: Option<usize>,
    #[serde(borrow)]
    pub exclusive_start_key: Option<Texts<'a>>,
    pub select: Option<&'a str>,
    pub return_consumed_capacity: Option<&'a str>,
}

fn yes() -> bool {
    true
}

/// Attributes of type `S`, by name.
pub(super) type Texts<'a> = HashMap<&'a str, Text<'a>>;

/// The primary key of an item.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Key<'a> {
    pub pk: Text<'a>,
    pub sk: Text<'a>,
}

impl<'a> Key<'a> {
    /// The key with these attributes, if the engine would take it.
    pub(super) fn of(mut attributes: Texts<'a>) -> Option<Self> {
        let key = Self { pk: attributes.remove(PK)?, sk: attributes.remove(SK)? };
        let is_valid = (1..=PK_MAX).contains(&key.pk.s.len()) && (1..=SK_MAX).contains(&key.sk.s.len());
        (attributes.is_empty() && is_valid).then_some(key)
    }
}

/// An attribute value of type `S`.
#[derive(Clone, Deserialize, PartialEq, Eq, Hash)]
#[serde(deny_unknown_fields)]
pub(super) struct Text<'a> {
    #[serde(rename = "S", borrow)]
    pub s: Cow<'a, str>,
}

impl Text<'_> {
    /// The engine's form of a key in its columns.
    pub(super) fn stored(&self) -> String {
        format!("S:{}", self.s)
    }
}
