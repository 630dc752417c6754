//! `POST /api/v2/account/restore_email/`

use axum::extract::State;
use axum::http::StatusCode;
use shared::dialect::Input;
use shared::domain::account::code::ConfirmationCode;
use shared::domain::{Error, Result};
use shared::runtime::lost_races::decide_anew;
use shared::runtime::security::SecurityEvent;
use shared::runtime::state::AppState;
use shared::store::Account;
use shared::store::mail::FormerEmail;

/// Takes a change of address back with the code that was mailed to the former address, whatever the user, or an intruder,
/// has changed since, and ends everything that the credentials opened.
pub async fn restore_email(State(state): State<AppState>, input: Input) -> Result<StatusCode> {
    let mut fields = input.fields()?;
    let code = fields.required("validation_code", ConfirmationCode::parse);
    let code = fields.complete(code)?;
    let restore = async || {
        let lost = LostAddress::find(&state, &code).await?.ok_or_else(Error::invalid_code)?;
        lost.restore(&state).await
    };
    decide_anew(restore).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An address that a code gives back to its user.
pub struct LostAddress {
    account: Account,
    /// All addresses that the user has left lately.
    former: Vec<FormerEmail>,
    lost: FormerEmail,
}

impl LostAddress {
    /// Finds the address that a code gives back. `None` if the code is not good.
    pub async fn find(state: &AppState, code: &ConfirmationCode) -> Result<Option<Self>> {
        let Some(user) = code.user() else { return Ok(None) };
        let Some(account) = state.store.accounts().get(user).await? else { return Ok(None) };
        // After the account: a change in between raises its generation, and the address is not set then.
        let former = state.store.former_emails().list(user, state.clock.now().as_second()).await?;
        let lost = former.iter().find(|former| code.matches(&former.code)).cloned();
        Ok(lost.map(|lost| Self { account, former, lost }))
    }

    async fn restore(self, state: &AppState) -> Result<()> {
        let Account { profile, auth } = &self.account;
        let now = state.clock.now().as_second();
        state.store.former_emails().restore(profile, auth, &self.former, &self.lost, now).await?;
        SecurityEvent::EmailRestored.log(profile.id, None);
        Ok(())
    }
}
