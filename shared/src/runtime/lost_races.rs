//! What a request does that has lost a race against another one.

use crate::domain::{Error, Result};
use crate::dynamo::Backoff;

/// Attempts at an action. Each one that fails means that another request has changed the object.
const ATTEMPTS: usize = 8;

/// Runs an action that reads, decides and writes, again after each change that came between its reads and its write
/// (`changed_meanwhile`). So it decides on what is stored now: whether the object still exists, and whether the caller may
/// still do this. It is 503 if the object keeps changing; nothing was written then.
pub async fn decide_anew<T, F>(mut action: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut backoff = Backoff::new();
    for _ in 0..ATTEMPTS {
        match action().await {
            Err(error) if error.is_changed_meanwhile() => backoff.wait("an object kept changing").await?,
            outcome => return outcome,
        }
    }
    Err(Error::unavailable("an object kept changing"))
}
