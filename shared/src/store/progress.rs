//! Work that takes several events: an item holds its progress, and each change of the item triggers the next part.

use crate::domain::Result;
use crate::dynamo::{ABSENT, Item, Key, Table, Write, text};

/// Attribute with the position that was reached.
pub(crate) const REACHED: &str = "reached";

/// How far some work has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryProgress {
    /// It has reached this position.
    Until(String),
    /// It is done.
    Done,
}

/// Records the progress of work `after` an earlier position. Repeating it changes nothing. `item` has the other
/// attributes.
pub(crate) async fn advance(
    table: &Table,
    key: Key,
    item: impl FnOnce() -> Result<Item>,
    after: Option<&str>,
    progress: DeliveryProgress,
) -> Result<()> {
    let write = match (after, progress) {
        // Most work is done at once, and nothing is stored.
        (None, DeliveryProgress::Done) => return Ok(()),
        (None, DeliveryProgress::Until(place)) => {
            let mut item = item()?;
            item.insert(REACHED.to_owned(), text(place));
            Write::put(item).only_if(ABSENT)
        }
        (Some(after), DeliveryProgress::Until(place)) => {
            Write::update(key).set(REACHED, text(place)).only_if("#reached = :after").bind(":after", text(after))
        }
        (Some(after), DeliveryProgress::Done) => {
            Write::delete(key).only_if("#reached = :after").bind(":after", text(after))
        }
    };
    table.write_if(write).await?;
    Ok(())
}
