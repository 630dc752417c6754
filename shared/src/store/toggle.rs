//! Toggles: a row that exists or not, flipped under a condition.

use crate::domain::Result;
use crate::dynamo::{Backoff, Table, Write};

/// Puts a row where it was not `there`, or deletes it where it was, each under the condition that it is so.
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
