//! The janitor's settings.

use std::time::Duration;

use shared::runtime::config::ConfigError;

/// The janitor's settings.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The time between the two passes, 60 seconds by default. It must exceed the lag of `fanout` in normal operation.
    pub pause: Duration,
    /// Rows in a slice, 2,000 by default.
    pub rows: usize,
    /// Source items of one user, post or comment that are counted together with its slice, 10,000 by default. More are
    /// counted in steps of as many.
    pub source_items: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { pause: Duration::from_secs(60), rows: 2_000, source_items: 10_000 }
    }
}

impl Settings {
    /// Reads `KITH_JANITOR_PAUSE`, in seconds, and `KITH_JANITOR_ROWS`. Each has its default if it is not set.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let number = |name, default: u64| match var(name) {
            Some(text) => text.parse().map_err(|error| ConfigError::new(name, error)),
            None => Ok(default),
        };
        let default = Self::default();
        let rows = number("KITH_JANITOR_ROWS", default.rows as u64)?;
        Ok(Self {
            pause: Duration::from_secs(number("KITH_JANITOR_PAUSE", default.pause.as_secs())?),
            rows: usize::try_from(rows.max(1)).unwrap_or(usize::MAX),
            source_items: default.source_items,
        })
    }
}
