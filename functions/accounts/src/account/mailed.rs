//! Codes that were mailed, as requests give them back.

use shared::domain::account::code::{CodePurpose, ConfirmationCode, MailedCode};
use shared::domain::{Error, Result, Status};
use shared::runtime::state::AppState;
use shared::store::mail::AccountWithCodes;

/// Fails if the community sends no mail.
pub fn must_send_mail(state: &AppState) -> Result<()> {
    if state.config.sends_mail {
        return Ok(());
    }
    Err(Error::conflict("mail_off", "This community sends no mail."))
}

/// The stored code of any of these purposes that a request gives back, and its account. `None` if it is not good.
pub async fn find(
    state: &AppState,
    code: &ConfirmationCode,
    purposes: &[CodePurpose],
) -> Result<Option<(AccountWithCodes, MailedCode)>> {
    let Some(user) = code.user() else { return Ok(None) };
    let Some(account) = state.store.mailed_codes().get(user).await? else { return Ok(None) };
    let time = state.clock.now();
    let now = time.as_second();
    let is_good = |stored: &&MailedCode| {
        let email = account.profile.email.as_ref().map(|email| email.folded());
        code.matches(&stored.digest)
            && stored.expires > now
            && stored.generation == account.auth.generation
            && account.auth.status == Status::Approved
            && account.auth.ban_at(time).is_none()
            && email == Some(stored.email.folded())
    };
    let mut stored = purposes.iter().filter_map(|purpose| match purpose {
        CodePurpose::Reset => account.reset.as_ref(),
        CodePurpose::Verification => account.verification.as_ref(),
        // On the change itself (`PendingChange`), and on the former address (`LostAddress`).
        CodePurpose::EmailChange | CodePurpose::Restoration(_) => None,
    });
    let stored = stored.find(is_good).cloned();
    Ok(stored.map(|stored| (account, stored)))
}
