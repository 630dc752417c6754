//! The picture of a user.

use sha2::{Digest as _, Sha256};

use crate::domain::account::token::fingerprint;
use crate::domain::{Email, Profile};
use crate::runtime::config::Config;

/// The URL of a user's picture: the uploaded avatar, otherwise a Gravatar of `size` pixels. `email` is the user's
/// address if the caller may see it. Without it the Gravatar is made from the id, because the hash of an address can be
/// guessed back (`docs/api/common.md`, "E-mail visibility").
pub(super) fn picture_url(profile: &Profile, email: Option<&Email>, size: u16, config: &Config) -> String {
    if let Some(file) = &profile.avatar {
        return config.picture_url(file);
    }
    let hash = email.map_or_else(|| fingerprint(&profile.id.to_string()), gravatar_hash);
    format!("https://www.gravatar.com/avatar/{hash}?s={size}&d=retro")
}

/// The hash by which Gravatar finds an address.
fn gravatar_hash(email: &Email) -> String {
    Sha256::digest(email.folded().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
