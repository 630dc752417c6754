//! Registration: an account and the claims that make its names unique, in one transaction.

use crate::domain::account::audit::AuditedAction;
use crate::domain::{AuthState, Error, Profile, Result, Role, Session, UserId};
use crate::dynamo::{ABSENT, Cancelled, Write};
use crate::store::account::accounts::Accounts;
use crate::store::account::audit::audit_writes;
use crate::store::account::claims::{Replaced, check_address, claim_and_verify, claim_email, claim_username};
use crate::store::account::labelled_writes::changed_meanwhile;
use crate::store::account::password::password_item;
use crate::store::account::superusers::admit_superuser;
use crate::store::account::takeovers::{Entitlement, UnprovenClaim};
use crate::store::account::user_count::count_user;
use crate::store::id_attempts::IdAttempts;
use crate::store::idempotency::KeyClaim;
use crate::store::item::{keys, to_item};
use crate::store::profile::profiles::profile_item;

/// A new account.
#[derive(Debug)]
pub struct NewAccount {
    /// The profile, with its id.
    pub profile: Profile,
    /// Its roles.
    pub auth: AuthState,
    /// The password's PHC string; without one the account cannot log in.
    pub password: Option<String>,
    /// The session that the registration begins, if it is a login too.
    pub session: Option<Session>,
}

/// How an account is created.
#[derive(Clone, Copy, Debug)]
pub struct Creation<'a> {
    /// The entry of the audit trail where staff create the account, and not its user.
    pub audited: Option<&'a AuditedAction>,
    /// The idempotency key of the request.
    pub key: &'a KeyClaim,
    /// Whether a mail is asked for that verifies the e-mail address.
    pub verify: bool,
}

/// An account that a request has created.
#[derive(Debug)]
pub struct Created {
    /// The account.
    pub account: NewAccount,
    /// The user who has lost the address, because they claimed it and never proved it.
    pub address_lost_by: Option<UserId>,
}

impl Accounts<'_> {
    /// Creates the account that `generate` makes with a new id, and generates again where the id is taken.
    pub async fn create(self, generate: impl Fn() -> NewAccount) -> Result<NewAccount> {
        let creation = Creation { audited: None, key: &KeyClaim::none(), verify: false };
        Ok(self.create_by(creation, generate).await?.account)
    }

    /// As [`Accounts::create`], for a request.
    pub async fn create_by(self, creation: Creation<'_>, generate: impl Fn() -> NewAccount) -> Result<Created> {
        let mut attempts = IdAttempts::default();
        let mut unproven: Option<UnprovenClaim> = None;
        loop {
            let account = generate();
            match self.try_create_with(&account, creation, unproven.as_ref()).await {
                Ok(true) => {
                    let address_lost_by = unproven.as_ref().map(UnprovenClaim::user);
                    return Ok(Created { account, address_lost_by });
                }
                Ok(false) => attempts.taken()?,
                Err(error) if creation.verify && unproven.is_none() && error.is_about("email") => {
                    // Not that of the member of staff, whose auth state the audit trail depends on.
                    let is_actor = |user| creation.audited.is_some_and(|audited| audited.entry.actor == user);
                    unproven = self.lapsed_claim(&account.profile).await?.filter(|claim| !is_actor(claim.user()));
                    if unproven.is_none() {
                        return Err(error);
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Creates the account. Returns `false` if its id is taken. A taken name is an error on its field.
    pub async fn try_create(self, account: &NewAccount) -> Result<bool> {
        self.try_create_with(account, Creation { audited: None, key: &KeyClaim::none(), verify: false }, None).await
    }

    /// The claim on the address of a new profile, if it has lapsed and was never proved.
    async fn lapsed_claim(self, profile: &Profile) -> Result<Option<UnprovenClaim>> {
        let Some(email) = &profile.email else { return Ok(None) };
        UnprovenClaim::find(self.table, email, Entitlement::Lapse, profile.id.created().as_second()).await
    }

    async fn try_create_with(
        self,
        account: &NewAccount,
        creation: Creation<'_>,
        unproven: Option<&UnprovenClaim>,
    ) -> Result<bool> {
        let Creation { audited, key, verify } = creation;
        let id = account.profile.id;
        let mut writes =
            creation_writes(account, verify.then_some(audited.is_some()), unproven.map(UnprovenClaim::replaced))?;
        if let Some(audited) = audited {
            writes.extend(audit_writes(id, audited)?);
        }
        let own = writes.len();
        if let Some(unproven) = unproven {
            writes.extend(unproven.end(id, id.created().as_second())?);
        }
        match key.create(self.table, id, writes).await? {
            Ok(()) => Ok(true),
            // The address was proved, or taken over, meanwhile.
            Err(Cancelled(causes)) if causes.iter().skip(own).any(|caused| *caused) => Err(Error::email_taken("email")),
            Err(Cancelled(causes)) => match refusal(account, &causes) {
                None => Ok(false),
                Some(error) => Err(error),
            },
        }
    }
}

/// The writes that create an account. `verified_by_staff` asks for a mail that verifies the address, and says whether staff
/// have set it. `replaced` is the claim of another user on the address, which ends.
pub(crate) fn creation_writes(
    account: &NewAccount,
    verified_by_staff: Option<bool>,
    replaced: Option<Replaced>,
) -> Result<Vec<Write>> {
    let id = account.profile.id;
    let profile = Profile { role: Role::of(&account.auth), ..account.profile.clone() };
    let email = account.profile.email.as_ref();
    let mut writes = vec![
        Write::put(profile_item(&profile)?).only_if(ABSENT),
        claim_username(&account.profile.username.folded(), id, id.created().as_second())?,
    ];
    if let Some(email) = email {
        let folded = email.folded();
        let now = id.created().as_second();
        writes.push(match verified_by_staff {
            Some(by_staff) => claim_and_verify(&folded, id, by_staff, now, replaced)?,
            None => claim_email(&folded, id, now, replaced)?,
        });
    }
    writes.extend(check_address(&account.profile, &[email]));
    writes.push(Write::put(to_item(&keys::auth_state(id), &account.auth)?));
    if let Some(hash) = &account.password {
        writes.push(Write::put(password_item(id, hash)));
    }
    if let Some(session) = &account.session {
        writes.push(Write::put(to_item(&keys::session(id, session.id), session)?));
    }
    writes.push(count_user(&account.profile, 1));
    if account.auth.is_active_superuser() {
        writes.push(admit_superuser(id));
    }
    Ok(writes)
}

/// Why the writes of [`creation_writes`] were refused; `None` if the id is taken.
pub(crate) fn refusal(account: &NewAccount, causes: &[bool]) -> Option<Error> {
    let caused = |index: usize| causes.get(index).copied().unwrap_or(false);
    if caused(0) {
        return None;
    }
    let email = account.profile.email.as_ref();
    let (checked, is_checked) = (2 + usize::from(email.is_some()), check_address(&account.profile, &[email]).is_some());
    let mut error = Error::invalid_fields(Vec::new());
    if caused(1) || is_checked && caused(checked) {
        error.fields.extend(Error::username_taken().fields);
    }
    if email.is_some() && caused(2) {
        error.fields.extend(Error::email_taken("email").fields);
    }
    Some(if error.fields.is_empty() { changed_meanwhile() } else { error })
}
