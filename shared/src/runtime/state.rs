//! What every handler is given.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::auth::{PasswordHasher, Tokens};
use crate::domain::Result;
use crate::domain::account::password::Hasher;
use crate::domain::time::Clock;
use crate::media::Media;
use crate::runtime::config::{Config, Secrets};
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
    pub passwords: PasswordHasher,
    /// Makes and keeps pictures.
    pub media: Media,
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
            passwords: PasswordHasher::new(hasher),
            media: Media::disabled(),
            clock: Clock::default(),
            config: Arc::new(config),
        })
    }

    /// With a place for pictures; without one nothing can be uploaded.
    pub fn with_media(self, media: Media) -> Self {
        Self { media, ..self }
    }
}
