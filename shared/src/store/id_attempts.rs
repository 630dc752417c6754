//! Attempts to write a new item under an id that is free.

use crate::domain::{Error, Result};

/// Two ids of the same millisecond are equal once in 4,032 times.
const ATTEMPTS: usize = 8;

/// Bounds the attempts to find a free id.
#[derive(Debug)]
pub struct IdAttempts {
    left: usize,
}

impl Default for IdAttempts {
    fn default() -> Self {
        Self { left: ATTEMPTS }
    }
}

impl IdAttempts {
    /// Records that an id is taken. Fails as unavailable after too many.
    pub fn taken(&mut self) -> Result<()> {
        self.left -= 1;
        if self.left == 0 { Err(Error::unavailable("no free id was drawn")) } else { Ok(()) }
    }
}
