//! Whether the table is there.

use super::{Store, keys};
use crate::domain::Result;

impl Store {
    /// Asks the table for an item that there never is, at half a read unit. An error says that it does not answer.
    pub async fn probe(&self) -> Result<()> {
        self.table.get(&keys::probe(), false).await.map(drop)
    }
}
