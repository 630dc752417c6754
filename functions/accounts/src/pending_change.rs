//! Changes of e-mail address that await their code.

use shared::domain::account::auth_state::ExemptToken;
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{AuthState, Email, Error, ErrorKind, Profile, Result, UserId};
use shared::runtime::state::AppState;
use shared::store::EmailChange;

/// The change of a user that a code confirms.
pub struct PendingChange {
    change: EmailChange,
    profile: Profile,
    auth: AuthState,
}

impl PendingChange {
    /// Finds the change of this user that the code confirms, to this address. Fails with 404 if there is no such user.
    pub async fn find(state: &AppState, id: UserId, code: &ConfirmationCode, email: Option<&Email>) -> Result<Self> {
        let (change, account) = state.store.email_changes().get(id).await?;
        let (profile, auth) = account.filter(|(profile, _)| !profile.is_deleted()).ok_or_else(Error::not_found)?;
        let now = state.clock.now().as_second();
        let is_meant = |change: &EmailChange| email.is_none_or(|email| email.folded() == change.email.folded());
        let change = change
            .filter(|change| code.matches(&change.code) && change.is_pending(&auth, now) && is_meant(change))
            .ok_or_else(Error::invalid_code)?;
        Ok(Self { change, profile, auth })
    }

    /// Finds the change that a mailed code confirms, which names its user.
    pub async fn of(state: &AppState, code: &ConfirmationCode) -> Result<Self> {
        let id = code.user().ok_or_else(Error::invalid_code)?;
        let found = Self::find(state, id, code, None).await;
        found.map_err(|error| if error.kind == ErrorKind::NotFound { Error::invalid_code() } else { error })
    }

    /// Sets the address, and marks it as confirmed if the code was mailed there: one that the host application got proves
    /// nothing. Of all sessions only one survives: that of `caller`, or else the one
    /// that asked for the change.
    pub async fn confirm(self, state: &AppState, caller: Option<ExemptToken>) -> Result<()> {
        let Self { change, profile, auth } = self;
        let kept = caller.or_else(|| change.requested_by.clone());
        let mut after = profile.clone();
        after.set_email(change.email.clone());
        after.email_isvalid |= change.by_mail;
        let now = state.clock.now().as_second();
        state.store.email_changes().complete(&profile, &after, Some(&change), &auth, kept.as_ref(), now).await
    }
}
