//! Values that a process keeps for a while, instead of reading them for every request.

use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::Result;

/// A value that is read again once it is too old. Clones share it.
pub struct Cached<T>(Arc<Mutex<Option<(Timestamp, T)>>>);

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Cached<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Cached<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cached")
    }
}

impl<T: Clone> Cached<T> {
    /// The value, if it was read within `max_age` before `now`; otherwise that of `read`.
    pub async fn get(&self, now: Timestamp, max_age: Duration, read: impl Future<Output = Result<T>>) -> Result<T> {
        let known = self.slot().clone();
        if let Some((since, value)) = known
            && Duration::try_from(now.duration_since(since)).is_ok_and(|age| age < max_age)
        {
            return Ok(value);
        }
        let value = read.await?;
        self.put(now, value.clone());
        Ok(value)
    }

    /// Replaces the value by one that was read at `now`.
    pub fn put(&self, now: Timestamp, value: T) {
        *self.slot() = Some((now, value));
    }

    fn slot(&self) -> MutexGuard<'_, Option<(Timestamp, T)>> {
        // A panic cannot leave the slot half written.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Error;

    const MINUTE: Duration = Duration::from_secs(60);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    async fn get(cached: &Cached<u8>, second: i64, read: Result<u8>) -> Option<u8> {
        cached.get(at(second), MINUTE, async { read }).await.ok()
    }

    #[tokio::test]
    async fn a_value_is_read_again_after_a_while_and_shared_by_clones() {
        let cached = Cached::default();
        assert_eq!(get(&cached, 100, Ok(1)).await, Some(1));
        assert_eq!(get(&cached.clone(), 159, Ok(2)).await, Some(1));
        assert_eq!(get(&cached, 160, Ok(2)).await, Some(2));
        // A clock that was set back.
        assert_eq!(get(&cached, 10, Ok(3)).await, Some(3));
        cached.put(at(11), 4);
        assert_eq!(get(&cached, 12, Ok(5)).await, Some(4));
    }

    #[tokio::test]
    async fn an_error_is_not_kept() {
        let cached = Cached::default();
        assert_eq!(get(&cached, 100, Err(Error::not_found())).await, None);
        assert_eq!(get(&cached, 101, Ok(1)).await, Some(1));
    }
}
