//! One conditional write, built as expressions.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::dynamo::item::Item;
use crate::dynamo::key::Key;

/// A conditional write, alone or as part of a transaction.
///
/// In conditions, `#name` stands for the attribute `name`; values are bound with [`Write::bind`].
#[derive(Clone, Debug)]
pub struct Write {
    pub(crate) operation: Operation,
    pub(crate) condition: Option<String>,
    pub(crate) names: HashMap<String, String>,
    pub(crate) values: HashMap<String, AttributeValue>,
    sets: Vec<String>,
    removes: Vec<String>,
    adds: Vec<String>,
    deletes: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Put(Item),
    Update(Key),
    Delete(Key),
    /// In transactions only.
    Check(Key),
}

impl Operation {
    /// DynamoDB's name for the operation, if it is a call of its own.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Put(_) => "PutItem",
            Self::Update(_) => "UpdateItem",
            Self::Delete(_) => "DeleteItem",
            Self::Check(_) => "ConditionCheck",
        }
    }
}

/// The condition that the item is there.
pub const EXISTS: &str = "attribute_exists(#PK)";
/// The condition that it is not.
pub const ABSENT: &str = "attribute_not_exists(#PK)";

impl Write {
    fn new(operation: Operation) -> Self {
        Self {
            operation,
            condition: None,
            names: HashMap::new(),
            values: HashMap::new(),
            sets: Vec::new(),
            removes: Vec::new(),
            adds: Vec::new(),
            deletes: Vec::new(),
        }
    }

    /// Puts a whole item.
    pub fn put(item: Item) -> Self {
        Self::new(Operation::Put(item))
    }

    /// Changes attributes of an item, or creates it with them.
    pub fn update(key: Key) -> Self {
        Self::new(Operation::Update(key))
    }

    /// Changes attributes of an item that must exist.
    pub fn update_existing(key: Key) -> Self {
        Self::update(key).only_if(EXISTS)
    }

    /// Deletes an item.
    pub fn delete(key: Key) -> Self {
        Self::new(Operation::Delete(key))
    }

    /// Changes nothing: a part of a transaction that is there for its condition.
    pub fn check(key: Key) -> Self {
        Self::new(Operation::Check(key))
    }

    /// Sets an attribute.
    pub fn set(mut self, name: &str, value: AttributeValue) -> Self {
        let bound = self.value(value);
        let name = self.name(name);
        self.sets.push(format!("{name} = {bound}"));
        self
    }

    /// Sets an entry of a map attribute, which must exist.
    pub fn set_entry(mut self, map: &str, entry: &str, value: AttributeValue) -> Self {
        let bound = self.value(value);
        let path = self.entry(map, entry);
        self.sets.push(format!("{path} = {bound}"));
        self
    }

    /// Removes an attribute.
    pub fn remove(mut self, name: &str) -> Self {
        let name = self.name(name);
        self.removes.push(name);
        self
    }

    /// Removes an entry of a map attribute.
    pub fn remove_entry(mut self, map: &str, entry: &str) -> Self {
        let path = self.entry(map, entry);
        self.removes.push(path);
        self
    }

    /// Adds to a number, or elements to a set; a missing attribute counts as zero or empty.
    pub fn add(mut self, name: &str, value: AttributeValue) -> Self {
        let bound = self.value(value);
        let name = self.name(name);
        self.adds.push(format!("{name} {bound}"));
        self
    }

    /// Takes elements out of a set.
    pub fn subtract(mut self, name: &str, value: AttributeValue) -> Self {
        let bound = self.value(value);
        let name = self.name(name);
        self.deletes.push(format!("{name} {bound}"));
        self
    }

    /// Sets and removes what turns the attributes `before` into `after`; keys never differ.
    pub fn changes(mut self, before: &Item, after: &Item) -> Self {
        for (name, value) in after {
            if before.get(name) != Some(value) {
                self = self.set(name, value.clone());
            }
        }
        for name in before.keys().filter(|name| !after.contains_key(*name)) {
            self = self.remove(name);
        }
        self
    }

    /// Makes the write depend on a condition, and on those given before.
    pub fn only_if(mut self, condition: &str) -> Self {
        for word in condition.split(|c: char| !(c.is_ascii_alphanumeric() || c == '#' || c == '_')) {
            if let Some(name) = word.strip_prefix('#') {
                self.name(name);
            }
        }
        self.condition = Some(match self.condition {
            Some(earlier) => format!("({earlier}) AND ({condition})"),
            None => condition.to_owned(),
        });
        self
    }

    /// Gives a value to a placeholder (`:name`) of the condition.
    pub fn bind(mut self, placeholder: &str, value: AttributeValue) -> Self {
        self.values.insert(placeholder.to_owned(), value);
        self
    }

    /// Whether the write changes anything.
    pub fn is_empty(&self) -> bool {
        matches!(self.operation, Operation::Update(_)) && self.update_expression().is_none()
    }

    /// Whether it puts exactly this item.
    pub(crate) fn is_put_of(&self, there: Option<&Item>) -> bool {
        matches!((&self.operation, there), (Operation::Put(item), Some(there)) if item == there)
    }

    /// The update expression; `None` if no attribute changes.
    pub(crate) fn update_expression(&self) -> Option<String> {
        let clauses = [("SET", &self.sets), ("REMOVE", &self.removes), ("ADD", &self.adds), ("DELETE", &self.deletes)];
        let clauses: Vec<String> = clauses
            .into_iter()
            .filter(|(_, parts)| !parts.is_empty())
            .map(|(word, parts)| format!("{word} {}", parts.join(", ")))
            .collect();
        (!clauses.is_empty()).then(|| clauses.join(" "))
    }

    fn name(&mut self, name: &str) -> String {
        let alias = format!("#{name}");
        self.names.insert(alias.clone(), name.to_owned());
        alias
    }

    fn entry(&mut self, map: &str, entry: &str) -> String {
        let map = self.name(map);
        let alias = format!("#e{}", self.names.len());
        self.names.insert(alias.clone(), entry.to_owned());
        format!("{map}.{alias}")
    }

    fn value(&mut self, value: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), value);
        placeholder
    }
}
