//! Refused writes.

use shared::domain::{ErrorKind, Result};

/// Accepts a refusal: what a user was about to do has been done or made impossible since, and stays as it is.
pub fn unless_refused<T>(outcome: Result<T>) -> Result<()> {
    match outcome {
        Err(error)
            if matches!(
                error.kind,
                ErrorKind::Invalid | ErrorKind::Forbidden | ErrorKind::Conflict | ErrorKind::NotFound
            ) =>
        {
            Ok(())
        }
        outcome => outcome.map(drop),
    }
}
