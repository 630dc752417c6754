//! Password hashing off the async threads.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::domain::account::password::{Check, Hasher, Password};
use crate::domain::{Error, Result};

/// Hashes and checks passwords, as many at a time as there are processors: each hash takes one of them and 19 MiB.
#[derive(Clone)]
pub struct PasswordHasher {
    hasher: Hasher,
    permits: Arc<Semaphore>,
}

impl PasswordHasher {
    /// A pool over this hasher.
    pub fn new(hasher: Hasher) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self { hasher, permits: Arc::new(Semaphore::new(processors)) }
    }

    /// Hashes a new password. Returns its PHC string.
    pub async fn hash(&self, password: Password) -> Result<String> {
        self.run(move |hasher| hasher.hash(password.as_str())).await
    }

    /// Hashes a password that was just verified, with this deployment's parameters.
    pub async fn rehash(&self, password: String) -> Result<String> {
        self.run(move |hasher| hasher.hash(&password)).await
    }

    /// Verifies a password against a PHC string. Without one it takes as long and fails.
    pub async fn check(&self, password: String, phc: Option<String>) -> Result<Check> {
        self.run(move |hasher| hasher.check(&password, phc.as_deref())).await
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
