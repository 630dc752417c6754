//! Soft and hard deletion of accounts.

use crate::domain::account::audit::AuditedAction;
use crate::domain::{AuthState, Error, Profile, Result, Status};
use crate::dynamo::{Cancelled, Write, text};
use crate::store::account::accounts::Accounts;
use crate::store::account::audit::audit_writes;
use crate::store::account::auth_states::{forget_exempt, raise_generation, same_status_and_roles};
use crate::store::account::claims::{release, retire_claim};
use crate::store::account::labelled_writes::changed_meanwhile;
use crate::store::account::superusers::retire_superuser;
use crate::store::account::user_count::count_user;
use crate::store::item::keys;
use crate::store::profile::profiles::profile_item;

impl Accounts<'_> {
    /// Hides a user from every list and lookup, and ends all tokens, sessions and codes. Names stay taken. `audited` is
    /// set where another user deletes the account.
    pub async fn soft_delete(
        self,
        profile: &Profile,
        auth: &AuthState,
        audited: Option<&AuditedAction>,
        now: i64,
    ) -> Result<()> {
        let deleted = serde_dynamo::to_attribute_value(Status::Deleted).map_err(Error::internal)?;
        let after = Profile { status: Status::Deleted, ..profile.clone() };
        let hide = unchanged(Write::update_existing(keys::profile(profile.id)), profile)?
            .changes(&profile_item(profile)?, &profile_item(&after)?);
        let raise = forget_exempt(raise_generation(profile.id, auth.revoke_at(now)));
        let writes = vec![
            hide,
            same_status_and_roles(raise, auth)?.set("status", deleted),
            retire_claim(profile),
            count_user(profile, -1),
        ];
        self.end(writes, profile, auth, audited).await
    }

    /// Ends the account and releases its names in one transaction. The user's other items cannot be found from then on,
    /// and a clean-up deletes them by event; ids are never reused. `audited` is set where another user deletes the
    /// account.
    pub async fn hard_delete(self, profile: &Profile, auth: &AuthState, audited: Option<&AuditedAction>) -> Result<()> {
        let id = profile.id;
        let mut writes = vec![
            unchanged(Write::delete(keys::profile(id)), profile)?,
            same_status_and_roles(Write::delete(keys::auth_state(id)), auth)?,
            Write::delete(keys::password(id)),
            release(keys::username_claim(&profile.username.folded()), id),
        ];
        if let Some(email) = &profile.email {
            writes.push(release(keys::email_claim(&email.folded()), id));
        }
        if !profile.is_deleted() {
            writes.push(count_user(profile, -1));
        }
        self.end(writes, profile, auth, audited).await
    }

    /// Applies the writes that end an account. If the account, or the role of the user who ends it, is not what was read
    /// any more, it is `changed_meanwhile`.
    async fn end(
        self,
        mut writes: Vec<Write>,
        profile: &Profile,
        auth: &AuthState,
        audited: Option<&AuditedAction>,
    ) -> Result<()> {
        if let Some(audited) = audited {
            writes.extend(audit_writes(profile.id, audited)?);
        }
        if auth.is_active_superuser() {
            writes.push(retire_superuser(profile.id));
        }
        self.table.transact(writes).await?.map_err(|Cancelled(causes)| match causes.split_last() {
            // Beside another cause, the account may no longer be that of an active superuser.
            Some((true, others)) if auth.is_active_superuser() && !others.contains(&true) => Error::last_superuser(),
            _ => changed_meanwhile(),
        })
    }
}

/// Makes a write conditional on the names and status that were read, since they decide which claims and counts go with
/// it.
fn unchanged(write: Write, profile: &Profile) -> Result<Write> {
    let status = serde_dynamo::to_attribute_value(profile.status).map_err(Error::internal)?;
    let write = write
        .only_if("#username = :username AND #status = :status")
        .bind(":username", text(profile.username.as_str()))
        .bind(":status", status);
    Ok(match &profile.email {
        Some(email) => write.only_if("#email = :email").bind(":email", text(email.as_str())),
        None => write.only_if("attribute_not_exists(#email)"),
    })
}
