//! Follows and hides: an item each, in the partition of the user who follows or hides. Blocks take the places of both.

use std::collections::BTreeSet;

use crate::domain::{Block, Edge, EdgeKind, Id, Result, SocialAction, Toggle, UserId};
use crate::dynamo::{ABSENT, Backoff, EXISTS, GSI1, GSI2, Index, Item, Key, Refused, Table, Write, number_of, text};
use crate::store::graph::hide_rows::{BLOCK, HideRow, block_of, row};
use crate::store::item::{from_item, keys, to_item};

/// Follows or hides.
#[derive(Clone, Copy, Debug)]
pub struct Edges<'a> {
    pub(crate) table: &'a Table,
    pub(crate) kind: EdgeKind,
}

impl Edges<'_> {
    /// Reads the edge between two users consistently.
    pub async fn get(self, from: UserId, to: UserId) -> Result<Option<Edge>> {
        Ok(self.get_with_block(from, to).await?.0)
    }

    /// Reads the edge between two users consistently, and the block between them, as `from` sees it.
    pub async fn get_with_block(self, from: UserId, to: UserId) -> Result<(Option<Edge>, Option<Block>)> {
        let Some(item) = self.table.get(&edge_key(self.kind, from, to), true).await? else { return Ok((None, None)) };
        let block = block_of(&item);
        let edge = match self.kind {
            EdgeKind::Follow => block.is_none().then(|| from_item(item)).transpose()?,
            EdgeKind::Hide => Some(row(item)?).filter(HideRow::is_hide).map(|row| row.edge()),
        };
        Ok((edge, block))
    }

    /// Those of these pairs of users that have an edge, from the first to the second; of hides also those that have a block.
    pub async fn existing(
        self,
        pairs: BTreeSet<(UserId, UserId)>,
        consistent: bool,
    ) -> Result<BTreeSet<(UserId, UserId)>> {
        let keys = pairs.into_iter().map(|(from, to)| edge_key(self.kind, from, to)).collect();
        let items = self.table.batch_get(keys, consistent).await?;
        let pair = |item: Item| from_item::<Edge>(item).map(|edge| (edge.from, edge.to));
        items.into_iter().map(pair).collect()
    }

    /// Creates the edge. Returns `false` and changes nothing if it exists.
    pub async fn create(self, edge: Edge) -> Result<bool> {
        let write = Write::put(edge_item(self.kind, edge)?).only_if(ABSENT);
        Ok(self.table.write(write).await?.is_ok())
    }

    /// Removes the edge. Returns `false` if there was none.
    pub async fn remove(self, from: UserId, to: UserId) -> Result<bool> {
        let write = delete(self.kind, from, to);
        Ok(self.table.write(write).await?.is_ok())
    }

    /// Creates or removes a follow that existed (`there`) when it was read. Returns whether it exists now. Concurrent toggles
    /// apply one after the other. Fails as the rule of blocks says if there is one.
    pub async fn toggle(self, toggle: Toggle, edge: Edge, mut there: bool) -> Result<bool> {
        let mut backoff = Backoff::new();
        loop {
            let after = toggle.after(there);
            if after == there {
                return Ok(after);
            }
            let write = match after {
                true => Write::put(edge_item(self.kind, edge)?).only_if(ABSENT),
                false => delete(self.kind, edge.from, edge.to),
            };
            let Err(Refused(item)) = toggle.write(self.table, write).await? else { return Ok(after) };
            SocialAction::Approach.must_pass(item.as_ref().and_then(block_of), None)?;
            there = after;
            backoff.wait("a row kept changing").await?;
        }
    }

    /// Creates or removes a follow that was not read.
    pub async fn toggle_unread(self, toggle: Toggle, edge: Edge) -> Result<()> {
        let there = !toggle.after(false);
        self.toggle(toggle, edge, there).await.map(drop)
    }
}

/// The write that removes an edge, but not a block in the place of a follow.
fn delete(kind: EdgeKind, from: UserId, to: UserId) -> Write {
    let write = Write::delete(edge_key(kind, from, to)).only_if(EXISTS);
    match kind {
        EdgeKind::Follow => write.only_if(&format!("attribute_not_exists(#{BLOCK})")),
        EdgeKind::Hide => write,
    }
}

pub(crate) fn edge_key(kind: EdgeKind, from: UserId, to: UserId) -> Key {
    match kind {
        EdgeKind::Follow => keys::follow(from, to),
        EdgeKind::Hide => keys::hide(from, to),
    }
}

fn edge_item(kind: EdgeKind, edge: Edge) -> Result<Item> {
    let Edge { from, to, id } = edge;
    let mut item = to_item(&edge_key(kind, from, to), &edge)?;
    let mut place = |index: Index, partition: String, other: UserId| {
        item.insert(index.pk.to_owned(), text(partition));
        item.insert(index.sk.to_owned(), text(keys::edge_sort(id, other)));
    };
    match kind {
        EdgeKind::Follow => {
            place(GSI1, keys::followers(to), from);
            place(GSI2, keys::followings(from), to);
        }
        EdgeKind::Hide => {
            place(GSI1, keys::hiders(to), from);
            place(GSI2, keys::hidden(from), to);
        }
    }
    Ok(item)
}

/// Whether an item is the edge with this id, and not a later one.
pub(crate) fn is_edge(item: &Item, id: Id) -> bool {
    number_of::<u64>(item, "id") == id.get()
}
