//! How the janitor works.

use std::time::Duration;

use shared::runtime::config::ConfigError;

/// How the janitor works.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Time between the two looks at what is suspected: more than `fanout` is ever behind in normal running.
    pub pause: Duration,
    /// Rows of a slice.
    pub rows: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { pause: Duration::from_secs(60), rows: 2_000 }
    }
}

impl Settings {
    /// The pause in `KITH_JANITOR_PAUSE`, in seconds, and the rows of a slice in `KITH_JANITOR_ROWS`, if they are set.
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
        })
    }
}
