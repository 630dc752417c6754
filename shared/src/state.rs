//! What every handler is given.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::auth::{Passwords, Tokens};
use crate::config::{Config, Secrets};
use crate::domain::Result;
use crate::domain::password::Hasher;
use crate::domain::time::Clock;
use crate::store::Store;

/// The parts of a running service. Cloning is cheap.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The table.
    pub store: Store,
    /// The settings.
    pub config: Arc<Config>,
    /// Makes and reads tokens.
    pub tokens: Tokens,
    /// Hashes and checks passwords, off the async threads.
    pub passwords: Passwords,
    /// Tells the time.
    pub clock: Clock,
}

impl AppState {
    /// The state of a service with these settings over this store.
    pub fn new(config: Config, secrets: &Secrets, store: Store) -> Result<Self> {
        let hashing = config.hashing;
        let hasher = Hasher::new(hashing.memory_kib, hashing.iterations, hashing.lanes)?;
        Ok(Self {
            store,
            tokens: Tokens::new(secrets, config.token_lifetime),
            passwords: Passwords::new(hasher),
            clock: Clock::default(),
            config: Arc::new(config),
        })
    }
}
