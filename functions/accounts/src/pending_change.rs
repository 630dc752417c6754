//! Changes of e-mail address that await their code.

use shared::domain::account::auth_state::ExemptToken;
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{AuthState, Email, Error, ErrorKind, Profile, Result, UserId};
use shared::runtime::security::{SecurityEvent, log_lost_address};
use shared::runtime::state::AppState;
use shared::store::mail::FormerEmail;
use shared::store::{EmailChange, NewAddress};

/// The change of a user that a code confirms.
pub struct PendingChange {
    change: EmailChange,
    profile: Profile,
    auth: AuthState,
    /// Addresses that the user has left and can take back.
    former: Vec<FormerEmail>,
}

impl PendingChange {
    /// Finds the change of this user that the code confirms, to this address. Fails with 404 if there is no such user.
    pub async fn find(state: &AppState, id: UserId, code: &ConfirmationCode, email: Option<&Email>) -> Result<Self> {
        let now = state.clock.now().as_second();
        let reads = (state.store.email_changes().get(id), state.store.former_emails().list(id, now));
        let ((change, account), former) = tokio::try_join!(reads.0, reads.1)?;
        let (profile, auth) = account.filter(|(profile, _)| !profile.is_deleted()).ok_or_else(Error::not_found)?;
        let is_meant = |change: &EmailChange| email.is_none_or(|email| email.folded() == change.email.folded());
        let change = change
            .filter(|change| code.matches(&change.code) && change.is_pending(&auth, now) && is_meant(change))
            .ok_or_else(Error::invalid_code)?;
        Ok(Self { change, profile, auth, former })
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
        let Self { change, profile: before, auth, former } = self;
        let kept = caller.or_else(|| change.requested_by.clone());
        let mut after = before.clone();
        after.set_email(change.email.clone());
        after.email_isvalid |= change.by_mail;
        let now = state.clock.now();
        let left = if state.config.sends_mail { FormerEmail::left_by(&before, &after, &auth, now) } else { None };
        if left.is_some() {
            FormerEmail::must_have_room(&former)?;
        }
        let change = NewAddress {
            before: &before,
            after: &after,
            confirmed: Some(&change),
            former: left.as_ref(),
            auth: &auth,
            kept: kept.as_ref(),
        };
        let address_lost_by = state.store.email_changes().complete(&change, now.as_second()).await?;
        log_lost_address(address_lost_by);
        SecurityEvent::EmailChanged.log(before.id, kept.and_then(|kept| kept.session));
        Ok(())
    }
}
