//! Figures of days.

pub(crate) mod active_users;
pub(crate) mod daily_figures;

use crate::store::Store;
use daily_figures::Figures;

impl Store {
    /// The figures of days.
    pub fn figures(&self) -> Figures<'_> {
        Figures { table: &self.table }
    }
}
