//! The item of a user whom another does not see: the other hides the user, or one of the two blocks the other.
//!
//! Blocks share the item of hides, so that lists, feeds and notifications respect both by one read.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::{Deserialize, Serialize};

use crate::domain::{Block, Edge, Error, Id, Result, UserId};
use crate::dynamo::{ABSENT, EXISTS, GSI1, GSI2, Index, Item, Write, text};
use crate::store::item::{from_item, keys, to_item};

/// Attribute of the block that stands between two users: in the item of a hide, and in the place of a follow.
pub(crate) const BLOCK: &str = "block";
const HIDDEN: &str = "hidden";
const BLOCKED_AT: &str = "blocked_at";

/// The item of a user whom another does not see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HideRow {
    /// The user who does not see the other.
    pub from: UserId,
    /// The user who is not seen.
    pub to: UserId,
    /// The id of the hide or block that came first.
    pub id: Id,
    /// Whether `from` hides `to`, beside any block.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub hidden: bool,
    /// The block between the two, as `from` sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<Block>,
    /// The id of the block by `from`, which contains its time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_at: Option<Id>,
}

impl HideRow {
    /// A row that says nothing yet.
    pub(crate) fn new(from: UserId, to: UserId, id: Id) -> Self {
        Self { from, to, id, hidden: false, block: None, blocked_at: None }
    }

    /// Whether the user hides the other and can know of them.
    pub fn is_hide(&self) -> bool {
        self.hidden && self.block.is_none_or(|block| !block.is_by_other())
    }

    /// The hide or block, as an edge.
    pub(crate) fn edge(&self) -> Edge {
        Edge { from: self.from, to: self.to, id: self.id }
    }

    /// The write from what was read to this row, on condition that the stored one is still what was read. A row that neither
    /// hides nor blocks is deleted.
    pub(crate) fn write(&self, before: Option<&Self>) -> Result<Write> {
        let key = keys::hide(self.from, self.to);
        let write = if self.hidden || self.block.is_some() { Write::put(self.item()?) } else { Write::delete(key) };
        let Some(before) = before else { return Ok(write.only_if(ABSENT)) };
        let write = write.only_if(EXISTS);
        let write = match before.hidden {
            true => write.only_if(&format!("attribute_not_exists(#{HIDDEN})")),
            false => write.only_if(&format!("#{HIDDEN} = :hidden")).bind(":hidden", AttributeValue::Bool(false)),
        };
        Ok(match before.block {
            None => write.only_if(&format!("attribute_not_exists(#{BLOCK})")),
            Some(block) => write.only_if(&format!("#{BLOCK} = :block")).bind(":block", value(block)?),
        })
    }

    fn item(&self) -> Result<Item> {
        let mut item = to_item(&keys::hide(self.from, self.to), self)?;
        let mut place = |index: Index, partition: String, id: Id, other: UserId| {
            item.insert(index.pk.to_owned(), text(partition));
            item.insert(index.sk.to_owned(), text(keys::edge_sort(id, other)));
        };
        place(GSI1, keys::hiders(self.to), self.id, self.from);
        match self.blocked_at {
            Some(at) => place(GSI2, keys::blocked(self.from), at, self.to),
            None if self.is_hide() => place(GSI2, keys::hidden(self.from), self.id, self.to),
            None => {}
        }
        debug_assert_eq!(item.contains_key(BLOCKED_AT), self.blocked_at.is_some());
        Ok(item)
    }
}

/// The block in the item of a hide, or in the place of a follow.
pub(crate) fn block_of(item: &Item) -> Option<Block> {
    item.get(BLOCK).and_then(|block| serde_dynamo::from_attribute_value(block.clone()).ok())
}

/// What is in the place of a follow by `from` while a block stands. No follow can be written over it.
pub(crate) fn in_place_of_follow(from: UserId, to: UserId, id: Id, block: Block) -> Result<Item> {
    let mut item = to_item(&keys::follow(from, to), &Edge { from, to, id })?;
    item.insert(BLOCK.to_owned(), value(block)?);
    Ok(item)
}

/// Reads a row.
pub(crate) fn row(item: Item) -> Result<HideRow> {
    from_item(item)
}

fn value(value: impl Serialize) -> Result<AttributeValue> {
    serde_dynamo::to_attribute_value(value).map_err(Error::internal)
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_yes(hidden: &bool) -> bool {
    *hidden
}
