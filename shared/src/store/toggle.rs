//! Toggles: an item that exists or not, flipped under a condition.

use crate::domain::Result;
use crate::dynamo::{Backoff, Table, Write};

/// Puts an item if it did not exist (`there`), or deletes it, each on that condition. Returns whether it exists now.
pub(crate) async fn toggle(table: &Table, put: Write, delete: Write, mut there: bool) -> Result<bool> {
    let mut backoff = Backoff::new();
    loop {
        let write = if there { &delete } else { &put };
        let done = table.write(write.clone()).await?.is_ok();
        there = !there;
        if done {
            return Ok(there);
        }
        backoff.wait("a row kept changing").await?;
    }
}
