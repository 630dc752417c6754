//! Accounts as the directory administers them: profile and auth state, which change together.

use std::collections::HashMap;

use crate::domain::account::audit::{AuditKind, AuditedAction};
use crate::domain::{AuthState, Error, Profile, Result, Role, Status, UserId, Viewer};
use crate::dynamo::{Table, Write, text_of};
use crate::store::account::audit::audit_writes;
use crate::store::account::auth_states::{raise_generation_by, same_status_and_roles, told};
use crate::store::account::former_emails::FormerEmail;
use crate::store::account::former_usernames::FormerUsernames;
use crate::store::account::labelled_writes::{WriteLabel, changed_meanwhile};
use crate::store::account::password::{HASH, password_item};
use crate::store::account::superusers::{admit_superuser, has_superuser, retire_superuser};
use crate::store::account::takeovers::{Entitlement, UnprovenClaim, apply_or_take_over};
use crate::store::account::user_count::{UserCount, count_inactive, user_count};
use crate::store::item::{ItemKind, from_item, keys};
use crate::store::profile::profiles::{AddressClaims, address_writes};

/// An account without its password hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What other users see.
    pub profile: Profile,
    /// Status, roles and revocations.
    pub auth: AuthState,
}

/// What a change of an account leaves behind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traces<'a> {
    /// The entry of the audit trail, where another user makes the change.
    pub audited: Option<&'a AuditedAction>,
    /// The address that the user leaves, if a mail goes there.
    pub former: Option<&'a FormerEmail>,
    /// Whether staff set the new address of another user, who gets a mail to verify it.
    pub new_by_staff: bool,
}

/// Accounts: creation, roles, passwords and deletion.
#[derive(Clone, Copy, Debug)]
pub struct Accounts<'a> {
    pub(crate) table: &'a Table,
}

impl Accounts<'_> {
    /// Reads an account consistently. `None` if there is none, or a deleted one.
    pub async fn get(self, id: UserId) -> Result<Option<Account>> {
        Ok(self.get_many(&[id], true).await?.pop())
    }

    /// Reads these accounts, in this order. Deleted ones are left out.
    pub async fn get_many(self, ids: &[UserId], consistent: bool) -> Result<Vec<Account>> {
        let keys = ids.iter().flat_map(|id| [keys::profile(*id), keys::auth_state(*id)]).collect();
        let (mut profiles, mut states) = (HashMap::new(), HashMap::new());
        for item in self.table.batch_get(keys, consistent).await? {
            let kind = ItemKind::of(&item)?;
            if let ItemKind::Profile(user) = kind {
                profiles.insert(user, from_item::<Profile>(item)?);
            } else if let ItemKind::AuthState(user) = kind {
                states.insert(user, from_item::<AuthState>(item)?);
            }
        }
        let member = |id| {
            let profile = profiles.remove(id).filter(|profile| !profile.is_deleted())?;
            Some(Account { profile, auth: states.remove(id)? })
        };
        Ok(ids.iter().filter_map(member).collect())
    }

    /// Reads the password hashes of these accounts, for an export. Accounts without a password are left out.
    pub async fn password_hashes(self, ids: &[UserId]) -> Result<HashMap<UserId, String>> {
        let keys = ids.iter().map(|id| keys::password(*id)).collect();
        let mut hashes = HashMap::new();
        for item in self.table.batch_get(keys, true).await? {
            if let ItemKind::Password(user) = ItemKind::of(&item)? {
                hashes.insert(user, text_of(&item, HASH)?.to_owned());
            }
        }
        Ok(hashes)
    }

    /// Counts the users who are neither deleted nor deactivated.
    pub async fn count_active(self) -> Result<u64> {
        let UserCount { all, inactive } = user_count(self.table).await?;
        Ok(u64::try_from(all - inactive).unwrap_or(0))
    }

    /// Counts the users who are not deleted, deactivated ones included.
    pub async fn count_all(self) -> Result<u64> {
        Ok(u64::try_from(user_count(self.table).await?.all).unwrap_or(0))
    }

    /// Whether the community has an active superuser.
    pub async fn has_superuser(self) -> Result<bool> {
        has_superuser(self.table).await
    }

    /// Writes the difference between two states of an account in one transaction: names, status and roles. A new e-mail
    /// address or status ends all tokens, sessions and codes of the account, except the calling ones where `viewer`
    /// changes their own. A taken name is an error on its field; the last active superuser can be neither demoted nor
    /// deactivated. Returns the user who has lost the address, if it was claimed and never proved.
    pub async fn save(
        self,
        before: &Account,
        after: &Account,
        viewer: &Viewer,
        traces: Traces<'_>,
        now: i64,
    ) -> Result<Option<UserId>> {
        // Staff who set an address take it over if an unproven claim on it has lapsed.
        let claimed = after.profile.email.as_ref().filter(|_| traces.new_by_staff);
        let renames = FormerUsernames { table: self.table }.rename(&before.profile, &after.profile, now).await?;
        let make = |taken_from: Option<&UnprovenClaim>| {
            account_writes(renames.clone(), [before, after], viewer, traces, taken_from, now)
        };
        apply_or_take_over(self.table, (claimed, Entitlement::Lapse), now, "email", make).await
    }

    /// Sets the password, whether or not there was one, and ends tokens, sessions and codes of the account: all of them
    /// where another user sets it (`audited`), all but the calling ones where `viewer` sets their own.
    pub async fn set_password(
        self,
        viewer: &Viewer,
        target: &Account,
        hash: &str,
        audited: Option<&AuditedAction>,
        now: i64,
    ) -> Result<()> {
        let id = target.profile.id;
        let raise = same_status_and_roles(raise_generation_by(viewer, id, &target.auth, now)?, &target.auth)?;
        let raise = if viewer.id() == id { told(raise, AuditKind::ChangePassword, now)? } else { raise };
        let mut writes = vec![raise, Write::put(password_item(id, hash))];
        if let Some(audited) = audited {
            writes.extend(audit_writes(id, audited)?);
        }
        self.table.transact(writes).await?.map_err(|_| changed_meanwhile())
    }
}

/// The writes of [`Accounts::save`]: those of the claims on usernames, and the others.
fn account_writes(
    mut writes: Vec<(Write, WriteLabel)>,
    [before, after]: [&Account; 2],
    viewer: &Viewer,
    traces: Traces<'_>,
    taken_from: Option<&UnprovenClaim>,
    now: i64,
) -> Result<Vec<(Write, WriteLabel)>> {
    // The audit trail depends on the auth state of the actor, which would change in the same transaction.
    if taken_from.is_some_and(|unproven| unproven.user() == viewer.id()) {
        return Err(Error::email_taken("email"));
    }
    let Traces { audited, former, new_by_staff } = traces;
    let id = before.profile.id;
    let profile = Profile { role: Role::of(&after.auth), ..after.profile.clone() };
    let old_until = former.and_then(FormerEmail::kept_until);
    let addresses = AddressClaims { now, old_until, new_by_staff, taken_from };
    writes.extend(address_writes(&before.profile, &profile, addresses)?);
    if let Some(former) = former {
        writes.push((former.leave(id)?, WriteLabel::Profile));
    }
    let state = before.auth.status != after.auth.status
        || before.auth.is_staff != after.auth.is_staff
        || before.auth.is_superuser != after.auth.is_superuser;
    let credentials = before.auth.status != after.auth.status || before.profile.email != after.profile.email;
    if writes.is_empty() && !state {
        return Ok(Vec::new());
    }
    if state || credentials {
        let write = if credentials {
            let raise = raise_generation_by(viewer, id, &before.auth, now)?;
            let own = viewer.id() == id && before.profile.email != after.profile.email;
            if own { told(raise, AuditKind::ChangeEmail, now)? } else { raise }
        } else {
            Write::update_existing(keys::auth_state(id))
        };
        writes.push((with_status_and_roles(write, before, after)?, WriteLabel::Profile));
        writes.extend(counts(before, after));
    } else if audited.is_some() {
        // The target's status and roles decide whether the actor may do this.
        writes.push((same_status_and_roles(Write::check(keys::auth_state(id)), &before.auth)?, WriteLabel::Profile));
    }
    if let Some(audited) = audited {
        writes.extend(audit_writes(id, audited)?.map(|write| (write, WriteLabel::Profile)));
    }
    Ok(writes)
}

/// Adds a change of status and roles to a write of the auth state.
fn with_status_and_roles(write: Write, before: &Account, after: &Account) -> Result<Write> {
    let item = |auth: &AuthState| serde_dynamo::to_item(auth).map_err(Error::internal);
    // A concurrent revocation of tokens stays.
    let after = AuthState {
        status: after.auth.status,
        is_staff: after.auth.is_staff,
        is_superuser: after.auth.is_superuser,
        ..before.auth.clone()
    };
    same_status_and_roles(write.changes(&item(&before.auth)?, &item(&after)?), &before.auth)
}

/// The writes that go with a change of status or roles: the number of deactivated users, and the set of active
/// superusers.
fn counts(before: &Account, after: &Account) -> Vec<(Write, WriteLabel)> {
    let id = before.profile.id;
    let mut writes = Vec::new();
    match (before.auth.status == Status::Blocked, after.auth.status == Status::Blocked) {
        (false, true) => writes.push((count_inactive(id, 1), WriteLabel::Profile)),
        (true, false) => writes.push((count_inactive(id, -1), WriteLabel::Profile)),
        _ => {}
    }
    match (before.auth.is_active_superuser(), after.auth.is_active_superuser()) {
        (false, true) => writes.push((admit_superuser(id), WriteLabel::Profile)),
        (true, false) => writes.push((retire_superuser(id), WriteLabel::LastSuperuser)),
        _ => {}
    }
    writes
}
