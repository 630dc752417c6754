//! The dependencies of the janitor.

use std::sync::Arc;

use shared::domain::time::Clock;
use shared::store::Store;

use crate::progress::Progress;
use crate::settings::Settings;

/// Verifies and repairs the derived rows of a table.
#[derive(Clone)]
pub struct Janitor {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) settings: Settings,
    pub(crate) progress: Option<Arc<dyn Progress>>,
}

impl Janitor {
    /// A janitor for this table.
    pub fn new(store: Store, clock: Clock, settings: Settings) -> Self {
        Self { store, clock, settings, progress: None }
    }

    /// Waits for `fanout` between the two passes, instead of pausing.
    pub fn with_progress(self, progress: Arc<dyn Progress>) -> Self {
        Self { progress: Some(progress), ..self }
    }
}
