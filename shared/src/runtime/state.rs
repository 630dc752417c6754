//! The state that every handler receives.

use std::sync::Arc;

use crate::auth::{AddressHashes, BodyDigests, PasswordHasher, RefreshTokens, Tokens};
use crate::domain::Result;
use crate::domain::account::password::Hasher;
use crate::domain::preference::Changes;
use crate::domain::time::Clock;
use crate::media::Media;
use crate::runtime::cached::Cached;
use crate::runtime::config::{Config, Secrets};
use crate::store::Store;

/// The parts of a running service. Cloning is cheap.
#[derive(Clone)]
pub struct AppState {
    /// The table.
    pub store: Store,
    /// The settings.
    pub config: Arc<Config>,
    /// Issues and verifies tokens.
    pub tokens: Tokens,
    /// Derives and verifies refresh tokens.
    pub refresh_tokens: RefreshTokens,
    /// Hashes the network addresses of logins.
    pub address_hashes: AddressHashes,
    /// Recognises repeated requests.
    pub body_digests: BodyDigests,
    /// Hashes and verifies passwords off the async threads.
    pub passwords: PasswordHasher,
    /// Makes and stores pictures.
    pub media: Media,
    /// The current time.
    pub clock: Clock,
    /// What superusers have changed of the preferences, as this process last read it.
    pub preferences: Cached<Changes>,
}

impl AppState {
    /// The state of a service with this configuration over this store. Uploads are disabled.
    pub fn new(config: Config, secrets: &Secrets, store: Store) -> Result<Self> {
        let hashing = config.hashing;
        let hasher = Hasher::new(hashing.memory_kib, hashing.iterations, hashing.lanes)?;
        Ok(Self {
            store,
            tokens: Tokens::new(secrets),
            refresh_tokens: RefreshTokens::new(secrets)?,
            address_hashes: AddressHashes::new(secrets)?,
            body_digests: BodyDigests::new(secrets)?,
            passwords: PasswordHasher::new(hasher),
            media: Media::disabled(),
            clock: Clock::default(),
            preferences: Cached::default(),
            config: Arc::new(config),
        })
    }

    /// Enables uploads into this place.
    pub fn with_media(self, media: Media) -> Self {
        Self { media, ..self }
    }
}
