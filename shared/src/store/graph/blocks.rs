//! Blocks: changed in one transaction with everything that ends by them, and that cannot begin while they stand.
//!
//! A block is in five items: each user's item of the other beside the hides, the two places of their follows, and that of
//! their friendship. So each request that needs to know of it reads it where it reads anyway, and a follow or a request that
//! runs at the same time finds its place taken.

use std::collections::{HashMap, HashSet};

use crate::domain::{Block, Friendship, Id, Result, Toggle, UserId};
use crate::dynamo::{Backoff, Key, Refused, Table, Write};
use crate::store::graph::hide_rows::{HideRow, in_place_of_follow, row};
use crate::store::item::{keys, to_item};

pub(crate) use crate::store::graph::hide_rows::block_of;

/// Hides and blocks.
#[derive(Clone, Copy, Debug)]
pub struct Blocks<'a> {
    pub(crate) table: &'a Table,
}

impl Blocks<'_> {
    /// Reads which of two users blocks the other, as `user` sees it, eventually consistently. No one is blocked for an
    /// anonymous caller, nor by themself.
    pub async fn between(self, user: Option<UserId>, other: UserId) -> Result<Option<Block>> {
        let Some(user) = user.filter(|user| *user != other) else { return Ok(None) };
        let item = self.table.get(&keys::hide(user, other), false).await?;
        Ok(item.as_ref().and_then(block_of))
    }

    /// Reads the row of a user whom another hides, blocks, or is blocked by, consistently.
    pub async fn row(self, from: UserId, to: UserId) -> Result<Option<HideRow>> {
        self.table.get(&keys::hide(from, to), true).await?.map(row).transpose()
    }

    /// Reads those of these pairs of users of whom the first hides the second or a block stands between the two, with the
    /// block as the first sees it, eventually consistently.
    pub async fn among(self, pairs: HashSet<(UserId, UserId)>) -> Result<HashMap<(UserId, UserId), Option<Block>>> {
        let keys = pairs.into_iter().map(|(from, to)| keys::hide(from, to)).collect();
        let rows = self.table.batch_get(keys, false).await?.into_iter().map(row);
        rows.map(|row| row.map(|row| ((row.from, row.to), row.block))).collect()
    }

    /// Reads the rows of both users, each consistently.
    pub async fn rows(self, user: UserId, other: UserId) -> Result<[Option<HideRow>; 2]> {
        let (own, others) = tokio::try_join!(self.row(user, other), self.row(other, user))?;
        Ok([own, others])
    }

    /// Hides a user or shows them again; `before` is the row that was read. Concurrent toggles apply one after the other.
    /// `id` is the id of a new hide.
    pub async fn toggle_hide(
        self,
        toggle: Toggle,
        (from, to): (UserId, UserId),
        mut before: Option<HideRow>,
        id: Id,
    ) -> Result<()> {
        let mut backoff = Backoff::new();
        loop {
            let was = before.is_some_and(|row| row.hidden);
            let hidden = toggle.after(was);
            if hidden == was {
                return Ok(());
            }
            let after = HideRow { hidden, ..before.unwrap_or(HideRow::new(from, to, id)) };
            let write = after.write(before.as_ref())?;
            let Err(Refused(item)) = toggle.write(self.table, write).await? else { return Ok(()) };
            before = item.map(row).transpose()?;
            backoff.wait("a hide kept changing").await?;
        }
    }

    /// Blocks a user or ends the block; `before` holds the rows of both that were read. Follows, requests and the connection
    /// between the two end with a new block, in one transaction. Concurrent toggles apply one after the other. `id` is the id
    /// of a new block. Returns whether the user is blocked now.
    pub async fn toggle(
        self,
        toggle: Toggle,
        (user, other): (UserId, UserId),
        mut before: [Option<HideRow>; 2],
        id: Id,
    ) -> Result<bool> {
        let mut backoff = Backoff::new();
        loop {
            let block = before[0].and_then(|row| row.block);
            let was = block.is_some_and(Block::is_own);
            let blocks = toggle.after(was);
            if blocks == was || self.table.transact(writes(user, other, before, blocks, id)?).await?.is_ok() {
                return Ok(blocks);
            }
            backoff.wait("a block kept changing").await?;
            before = self.rows(user, other).await?;
        }
    }

    /// Deletes what is left of the edges between two users, one of whom was deleted.
    pub async fn clear(self, one: UserId, other: UserId) -> Result<()> {
        let hides = [keys::hide(one, other), keys::hide(other, one)];
        self.table.batch_delete(hides.into_iter().chain(places(one, other)).collect()).await?;
        Ok(())
    }
}

/// The transaction from the rows of a user and another to those after a block, or after its end.
fn writes(user: UserId, other: UserId, before: [Option<HideRow>; 2], blocks: bool, id: Id) -> Result<Vec<Write>> {
    let block = Block::changed(before[0].and_then(|row| row.block), blocks);
    let [own, others] = [(user, other, before[0]), (other, user, before[1])]
        .map(|(from, to, before)| before.unwrap_or(HideRow::new(from, to, id)));
    let own = HideRow { block, blocked_at: blocks.then_some(id), ..own };
    let others = HideRow { block: block.map(Block::mirrored), ..others };
    let mut writes = vec![own.write(before[0].as_ref())?, others.write(before[1].as_ref())?];
    match block {
        None => writes.extend(places(user, other).map(Write::delete)),
        Some(block) => {
            let friendship = Friendship::of_block(user, other, block, id);
            writes.push(Write::put(in_place_of_follow(user, other, id, block)?));
            writes.push(Write::put(in_place_of_follow(other, user, id, block.mirrored())?));
            writes.push(Write::put(to_item(&keys::friendship(user, other), &friendship)?));
        }
    }
    Ok(writes)
}

/// The places of the follows and of the friendship of two users, which a block takes.
pub(crate) fn places(one: UserId, other: UserId) -> [Key; 3] {
    [keys::follow(one, other), keys::follow(other, one), keys::friendship(one, other)]
}
