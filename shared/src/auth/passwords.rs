//! Password hashing off the async threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::domain::account::password::{Check, Hasher, Password, StoredHash};
use crate::domain::{Error, Result};

/// The longest time that a wrong password is made to take.
const WRONG_MAX: Duration = Duration::from_secs(2);

/// Hashes and checks passwords, as many at a time as there are processors: each hash takes one of them and 19 MiB.
#[derive(Clone)]
pub struct PasswordHasher {
    hasher: Hasher,
    permits: Arc<Semaphore>,
    /// How long a wrong password takes at least, in microseconds.
    wrong: Arc<AtomicU64>,
}

impl PasswordHasher {
    /// A pool over this hasher.
    pub fn new(hasher: Hasher) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self { hasher, permits: Arc::new(Semaphore::new(processors)), wrong: Arc::default() }
    }

    /// Hashes a new password. Returns its PHC string.
    pub async fn hash(&self, password: Password) -> Result<String> {
        self.run(move |hasher| hasher.hash(password.as_str())).await
    }

    /// Hashes a password that was just verified, with this deployment's parameters.
    pub async fn rehash(&self, password: String) -> Result<String> {
        self.run(move |hasher| hasher.hash(&password)).await
    }

    /// Verifies a password against a stored hash. Without one it takes as long and fails. An imported hash can take much
    /// longer than one of this deployment: from the first one on, wrong passwords and those of unknown users take as long,
    /// so that the time does not reveal who has such a hash.
    pub async fn check(&self, password: String, stored: Option<String>) -> Result<Check> {
        let work = move |hasher: Hasher| {
            let started = Instant::now();
            let check = hasher.check(&password, stored.as_deref())?;
            let hash = stored.and_then(|stored| StoredHash::parse(&stored).ok());
            Ok((check, hash.is_some_and(|hash| !hasher.has_made(&hash)), started.elapsed()))
        };
        let (check, is_foreign, took) = self.run(work).await?;
        if is_foreign {
            self.record_foreign(took.min(WRONG_MAX));
        }
        if check == Check::Wrong {
            let least = Duration::from_micros(self.wrong.load(Ordering::Relaxed));
            tokio::time::sleep(least.saturating_sub(took)).await;
        }
        Ok(check)
    }

    /// An exceptionally long time is forgotten after a few more checks.
    fn record_foreign(&self, took: Duration) {
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let _ =
            self.wrong.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |least| Some(took.max(least - least / 8)));
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(Hasher) -> Result<T> + Send + 'static) -> Result<T> {
        let permit = self.permits.clone().acquire_owned().await.map_err(Error::internal)?;
        let hasher = self.hasher.clone();
        let work = tokio::task::spawn_blocking(move || {
            // The work holds the permit, not the request: a caller that hangs up does not free a processor.
            let _permit = permit;
            work(hasher)
        });
        work.await.map_err(Error::internal)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wrong_password_takes_as_long_as_the_slowest_hash_of_late() {
        // Django's, of another password.
        let slow = "pbkdf2_sha256$50000$SodiumChloride$Z3mUHK8TGyKTuKRTrfx/e5tlDzqgmSQkX3i6+l7C2js=";
        let passwords = PasswordHasher::new(Hasher::new(8, 1, 1).unwrap());
        let time = async |stored: Option<&str>| {
            let started = Instant::now();
            let check = passwords.check("a password".to_owned(), stored.map(str::to_owned)).await.unwrap();
            assert_eq!(check, Check::Wrong);
            started.elapsed()
        };
        time(None).await;
        time(Some(slow)).await;
        let least = Duration::from_micros(passwords.wrong.load(Ordering::Relaxed));
        assert!(least > Duration::ZERO && least < WRONG_MAX);
        for _ in 0..3 {
            assert!(time(None).await >= least);
        }
        passwords.record_foreign(WRONG_MAX);
        for _ in 0..100 {
            passwords.record_foreign(Duration::from_micros(800));
        }
        assert_eq!(passwords.wrong.load(Ordering::Relaxed), 800);
    }
}
