//! The dependencies of the janitor.

use shared::domain::time::Clock;
use shared::store::Store;

use crate::settings::Settings;

/// Verifies and repairs the derived rows of a table.
#[derive(Clone)]
pub struct Janitor {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) settings: Settings,
}

impl Janitor {
    /// A janitor for this table.
    pub fn new(store: Store, clock: Clock, settings: Settings) -> Self {
        Self { store, clock, settings }
    }
}
