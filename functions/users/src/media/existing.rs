//! Media that are there.

use shared::domain::{Error, Result, StoredMedia};
use shared::runtime::state::AppState;

/// The media, if it is there. One that has expired is not.
pub fn must_exist(state: &AppState, found: Option<StoredMedia>) -> Result<StoredMedia> {
    let now = state.clock.now().as_second();
    found.filter(|media| media.exists_at(now)).ok_or_else(Error::not_found)
}
