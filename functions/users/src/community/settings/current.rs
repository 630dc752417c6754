//! The settings of a user as they are.

use shared::domain::profile::settings::Settings;
use shared::domain::{Error, Profile, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::Consistency;

/// Reads the settings of a user and the profile, which has those on visibility.
pub async fn read(state: &AppState, id: UserId) -> Result<(Settings, Profile)> {
    let store = &state.store;
    let (settings, profile) =
        tokio::try_join!(store.settings().get(id), store.profiles().get(id, Consistency::Strong))?;
    Ok((settings, profile.ok_or_else(Error::not_found)?))
}
