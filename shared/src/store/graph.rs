//! Follows and hides: an item each, in the partition of the user whose doing it is.

use super::Store;
use super::keys::{self, GSI1, GSI2, Key};
use super::pauses::Pauses;
use super::table::{from_item, number_of, to_item};
use super::write::{ABSENT, EXISTS, Item, Write, text};
use crate::domain::graph::{Edge, EdgeKind};
use crate::domain::{Id, Result, UserId};

impl Store {
    /// The edge between two users as it is now.
    pub async fn edge(&self, kind: EdgeKind, from: UserId, to: UserId) -> Result<Option<Edge>> {
        self.table.get(&edge_key(kind, from, to), true).await?.map(from_item).transpose()
    }

    /// Makes the edge. `false`: it was there already, and stays as it was.
    pub async fn link(&self, kind: EdgeKind, edge: Edge) -> Result<bool> {
        let write = Write::put(edge_item(kind, edge)?).only_if(ABSENT);
        Ok(self.table.write(write).await?.is_ok())
    }

    /// Removes the edge. `false`: there was none.
    pub async fn unlink(&self, kind: EdgeKind, from: UserId, to: UserId) -> Result<bool> {
        let write = Write::delete(edge_key(kind, from, to)).only_if(EXISTS);
        Ok(self.table.write(write).await?.is_ok())
    }

    /// Makes the edge where it was not `there`, or removes it where it was; the answer says whether it is there now.
    /// Toggles at the same time happen one after the other.
    pub async fn toggle_link(&self, kind: EdgeKind, edge: Edge, there: bool) -> Result<bool> {
        let put = Write::put(edge_item(kind, edge)?).only_if(ABSENT);
        self.toggle(put, Write::delete(edge_key(kind, edge.from, edge.to)).only_if(EXISTS), there).await
    }

    /// Puts a row where it was not `there`, or deletes it where it was, each under the condition that it is so.
    pub(super) async fn toggle(&self, put: Write, delete: Write, mut there: bool) -> Result<bool> {
        let mut pauses = Pauses::new();
        loop {
            let write = if there { &delete } else { &put };
            let done = self.table.write(write.clone()).await?.is_ok();
            there = !there;
            if done {
                return Ok(there);
            }
            pauses.next("a row kept changing").await?;
        }
    }
}

pub(super) fn edge_key(kind: EdgeKind, from: UserId, to: UserId) -> Key {
    match kind {
        EdgeKind::Follow => keys::follow(from, to),
        EdgeKind::Hide => keys::hide(from, to),
    }
}

fn edge_item(kind: EdgeKind, edge: Edge) -> Result<Item> {
    let Edge { from, to, id } = edge;
    let mut item = to_item(&edge_key(kind, from, to), &edge)?;
    let mut place = |index: keys::Index, partition: String, other: UserId| {
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

/// Whether an item is the edge with this id, and not one that was made later.
pub(super) fn is_edge(item: &Item, id: Id) -> bool {
    number_of::<u64>(item, "id") == id.get()
}
