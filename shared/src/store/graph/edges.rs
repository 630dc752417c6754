//! Follows and hides: an item each, in the partition of the user who follows or hides.

use std::collections::BTreeSet;

use crate::domain::{Edge, EdgeKind, Id, Result, Toggle, UserId};
use crate::dynamo::{ABSENT, EXISTS, GSI1, GSI2, Index, Item, Key, Table, Write, number_of, text};
use crate::store::item::{from_item, keys, to_item};
use crate::store::toggle::Writes;

/// Follows or hides.
#[derive(Clone, Copy, Debug)]
pub struct Edges<'a> {
    pub(crate) table: &'a Table,
    pub(crate) kind: EdgeKind,
}

impl Edges<'_> {
    /// Reads the edge between two users consistently.
    pub async fn get(self, from: UserId, to: UserId) -> Result<Option<Edge>> {
        self.table.get(&edge_key(self.kind, from, to), true).await?.map(from_item).transpose()
    }

    /// Those of these pairs of users that have an edge, from the first to the second.
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
        let write = Write::delete(edge_key(self.kind, from, to)).only_if(EXISTS);
        Ok(self.table.write(write).await?.is_ok())
    }

    /// Creates or removes an edge that existed (`there`) when it was read. Returns whether it exists now. Concurrent toggles
    /// apply one after the other.
    pub async fn toggle(self, toggle: Toggle, edge: Edge, there: bool) -> Result<bool> {
        toggle.apply(self.table, self.writes(edge)?, there).await
    }

    /// Creates or removes an edge that was not read.
    pub async fn toggle_unread(self, toggle: Toggle, edge: Edge) -> Result<()> {
        toggle.apply_unread(self.table, self.writes(edge)?).await
    }

    fn writes(self, edge: Edge) -> Result<Writes> {
        let put = Write::put(edge_item(self.kind, edge)?).only_if(ABSENT);
        let delete = Write::delete(edge_key(self.kind, edge.from, edge.to)).only_if(EXISTS);
        Ok(Writes { put, delete })
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
