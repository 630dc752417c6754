//! The settings of web push.

use serde::Deserialize;

use super::vapid::VapidKey;
use crate::runtime::config::ConfigError;

/// The setting that names the stored settings of a deployed function.
const ARN: &str = "KITH_WEB_PUSH_SETTINGS_ARN";

/// How pushes are signed, and what each says of the community.
#[derive(Clone, Debug)]
pub struct WebPushSettings {
    /// The key pair of the community.
    pub key: VapidKey,
    /// Where operators of push services reach the community: an `https` or `mailto` URL.
    pub subject: String,
    /// The name of the community, the title of pushes.
    pub community: String,
}

/// The settings as they are stored for a deployed function.
#[derive(Deserialize)]
struct Stored {
    public_key: String,
    private_key: String,
    subject: String,
    community_name: String,
}

impl WebPushSettings {
    /// Reads stored settings: a JSON object with `public_key`, `private_key`, `subject` and `community_name`.
    pub fn from_json(text: &str) -> Result<Self, ConfigError> {
        // The parser's message could quote the key.
        let Stored { public_key, private_key, subject, community_name } = serde_json::from_str(text)
            .map_err(|_| ConfigError::new(ARN, "is not a JSON object with the settings of web push"))?;
        let key = VapidKey::parse(&public_key, &private_key, ARN)?;
        Ok(Self { key, subject, community: community_name })
    }
}
