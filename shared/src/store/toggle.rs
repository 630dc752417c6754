//! Toggles: an item that exists or not, changed under a condition.

use crate::domain::{Result, Toggle};
use crate::dynamo::{Backoff, Item, Refused, Table, Write};

/// The two writes of a toggle, each on its condition: the item is absent, or it exists.
pub(crate) struct Writes {
    pub(crate) put: Write,
    pub(crate) delete: Write,
}

impl Toggle {
    /// Applies one of its writes. An explicit wish can be repeated without harm: a response that was lost is no doubt.
    pub(crate) async fn write(self, table: &Table, write: Write) -> Result<Result<Item, Refused>> {
        Ok(match self {
            Self::Flip => table.write(write).await?,
            Self::Set | Self::Unset => table.write_repeatable(write).await?,
        })
    }

    /// Puts or deletes an item that existed (`there`) when it was read. Returns whether it exists now. An explicit wish that
    /// is fulfilled writes nothing, and one whose condition fails is fulfilled.
    pub(crate) async fn apply(self, table: &Table, writes: Writes, there: bool) -> Result<bool> {
        let after = self.after(there);
        if self == Self::Flip {
            return flip(table, &writes, there).await;
        }
        if after != there {
            self.apply_unread(table, writes).await?;
        }
        Ok(after)
    }

    /// The same for an item that was not read: it is more often absent.
    pub(crate) async fn apply_unread(self, table: &Table, Writes { put, delete }: Writes) -> Result<()> {
        match self {
            Self::Flip => flip(table, &Writes { put, delete }, false).await.map(drop),
            Self::Set => Ok(table.write_if(put).await?),
            Self::Unset => Ok(table.write_if(delete).await?),
        }
    }
}

async fn flip(table: &Table, writes: &Writes, mut there: bool) -> Result<bool> {
    let mut backoff = Backoff::new();
    loop {
        let write = if there { &writes.delete } else { &writes.put };
        let done = table.write(write.clone()).await?.is_ok();
        there = !there;
        if done {
            return Ok(there);
        }
        backoff.wait("a row kept changing").await?;
    }
}
