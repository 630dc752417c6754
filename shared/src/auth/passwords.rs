//! Password hashing off the async threads.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::domain::account::password::{Check, Hasher, Password};
use crate::domain::{Error, Result};

/// Hashes and checks passwords: as many at a time as there are processors, since each takes one and 19 MiB.
#[derive(Clone)]
pub struct PasswordHasher {
    hasher: Hasher,
    turns: Arc<Semaphore>,
}

impl PasswordHasher {
    /// Hashes with this hasher.
    pub fn new(hasher: Hasher) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self { hasher, turns: Arc::new(Semaphore::new(processors)) }
    }

    /// The PHC string of a new password.
    pub async fn hash(&self, password: Password) -> Result<String> {
        self.run(move |hasher| hasher.hash(password.as_str())).await
    }

    /// The PHC string, with this deployment's parameters, of a password that was just found right.
    pub async fn rehash(&self, password: String) -> Result<String> {
        self.run(move |hasher| hasher.hash(&password)).await
    }

    /// Checks a password against a PHC string, or takes as long where there is none.
    pub async fn check(&self, password: String, phc: Option<String>) -> Result<Check> {
        self.run(move |hasher| hasher.check(&password, phc.as_deref())).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(Hasher) -> Result<T> + Send + 'static) -> Result<T> {
        let turn = self.turns.clone().acquire_owned().await.map_err(Error::internal)?;
        let hasher = self.hasher.clone();
        let work = tokio::task::spawn_blocking(move || {
            // Held by the work, not by the request: a caller that hangs up does not free a processor.
            let _turn = turn;
            work(hasher)
        });
        work.await.map_err(Error::internal)?
    }
}
