//! Changes of e-mail addresses in a community that sends mail: the code goes to the new address, and no response has it; the
//! old one can be taken back.

use crate::domain::{Email, Error, Id, Profile, Result, Viewer};
use crate::runtime::state::AppState;
use crate::store::mail::FormerEmail;
use crate::store::{Account, Attempts, EmailChange};

/// A change to a new address that awaits the code in a mail to it, to be stored. Fails on `field` if another user has
/// proved the address or can take it back, and if the caller has asked for too many mails.
pub async fn change_by_mail(
    state: &AppState,
    viewer: &Viewer,
    email: Email,
    field: &'static str,
) -> Result<EmailChange> {
    let now = state.clock.now();
    let count = async {
        let Some(limits) = state.config.limits else { return Ok(()) };
        state.store.throttles().count_attempt(&Attempts::mails_of(viewer.id()), limits.mails, now).await
    };
    let names = state.store.claimed_names();
    let (owner, ()) = tokio::try_join!(names.find_email(&email, now.as_second()), count)?;
    let is_taken = owner.is_some_and(|owner| owner != viewer.id());
    if is_taken && !names.is_unproven(&email, now.as_second()).await? {
        return Err(Error::email_taken(field));
    }
    Ok(EmailChange { by_mail: true, mail: Some(Id::generate(now)), ..EmailChange::new(email, viewer, now) })
}

/// Takes a new address of the caller back out of `after`, where the community sends mail. Returns the change that awaits
/// the code in a mail to it, to be stored. Fails as [`change_by_mail`] does, on `email`.
pub async fn withhold_email(
    state: &AppState,
    viewer: &Viewer,
    before: &Profile,
    after: &mut Profile,
) -> Result<Option<EmailChange>> {
    if !state.config.sends_mail || viewer.id() != before.id {
        return Ok(None);
    }
    match after.withhold_email(before) {
        Some(email) => change_by_mail(state, viewer, email, "email").await.map(Some),
        None => Ok(None),
    }
}

/// The address that `after` leaves behind, where the community sends mail. Its user can take it back, unless staff have
/// changed it. Fails if they have left too many lately.
pub async fn leave_email(
    state: &AppState,
    viewer: &Viewer,
    before: &Account,
    after: &Profile,
) -> Result<Option<FormerEmail>> {
    let now = state.clock.now();
    let by_staff = viewer.id() != before.profile.id;
    let auth = if by_staff { &before.auth } else { &viewer.auth };
    let left = FormerEmail::left_by(&before.profile, after, auth, now).filter(|_| state.config.sends_mail);
    let Some(left) = left else { return Ok(None) };
    if !by_staff {
        FormerEmail::must_have_room(&state.store.former_emails().list(viewer.id(), now.as_second()).await?)?;
    }
    Ok(Some(FormerEmail { by_staff, ..left }))
}
