//! What takes a confirmed e-mail address, where the community requires one.

use crate::domain::{Error, ErrorKind, Profile, Result, Viewer};
use crate::runtime::state::AppState;
use crate::store::Consistency;

/// Fails with 403 `email_not_verified` if the caller's address is not [verified](is_verified).
pub async fn must_be_verified(state: &AppState, viewer: &Viewer, known: Option<&Profile>) -> Result<()> {
    if is_verified(state, viewer, known).await? {
        return Ok(());
    }
    let message = "Confirm your e-mail address first.";
    Err(Error::new(ErrorKind::Forbidden, "email_not_verified", message))
}

/// Whether the caller's address is confirmed. It counts as confirmed where the community does not require it, which costs
/// no call of the table, and for staff, whom operators create. A profile of the caller that is `known` saves the call if it
/// has a confirmed address; an older one may lack a confirmation of this second.
pub async fn is_verified(state: &AppState, viewer: &Viewer, known: Option<&Profile>) -> Result<bool> {
    let is_known = known.is_some_and(|profile| profile.email_isvalid);
    if !state.config.requires_verified_email || viewer.is_staff() || is_known {
        return Ok(true);
    }
    let profile = state.store.profiles().get(viewer.id(), Consistency::Strong).await?;
    Ok(profile.is_some_and(|profile| profile.email_isvalid))
}
