//! Pictures of users.

use crate::dialect::picture::picture_url;
use crate::domain::{Email, Profile};
use crate::runtime::config::Config;

/// Size of a Gravatar in pixels.
const GRAVATAR_SIZE: u16 = 120;

/// The value of `gravatar`: the URL of the user's avatar or Gravatar. `email` is the user's address if the caller may
/// see it.
pub(super) fn gravatar(profile: &Profile, email: Option<&Email>, config: &Config) -> String {
    picture_url(profile, email, GRAVATAR_SIZE, config)
}
