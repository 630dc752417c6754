//! Accounts as the directory administers them: profile and auth state, which change together.

use std::collections::HashMap;

use super::Store;
use super::accounts::{admit_superuser, change, count_inactive, password_item, retire_superuser, same_standing};
use super::audit::deed_writes;
use super::keys::{self, PK, SK};
use super::profiles::{WriteOf, changed_meanwhile, profile_writes};
use super::table::{from_item, text_of};
use super::tokens::{forget_spared, revoke_up_to, spare};
use super::write::Write;
use crate::domain::audit::Deed;
use crate::domain::{AuthState, Error, Profile, Result, Status, UserId, Viewer};

/// An account without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the user says of themself.
    pub profile: Profile,
    /// Status, roles and revocations.
    pub auth: AuthState,
}

impl Store {
    /// An account as it is now; `None` where none is, or a deleted one.
    pub async fn member(&self, id: UserId) -> Result<Option<Member>> {
        Ok(self.members(&[id], true).await?.pop())
    }

    /// These accounts, in this order; those that are deleted are left out.
    pub async fn members(&self, ids: &[UserId], consistent: bool) -> Result<Vec<Member>> {
        let keys = ids.iter().flat_map(|id| [keys::profile(*id), keys::auth(*id)]).collect();
        let (mut profiles, mut states) = (HashMap::new(), HashMap::new());
        for item in self.table.batch_get(keys, consistent).await? {
            let owner = keys::parse_user(text_of(&item, PK)?).ok_or_else(|| Error::internal("an account of nobody"))?;
            if text_of(&item, SK)? == keys::PROFILE {
                profiles.insert(owner, from_item::<Profile>(item)?);
            } else {
                states.insert(owner, from_item::<AuthState>(item)?);
            }
        }
        let member = |id| {
            let profile = profiles.remove(id).filter(|profile| !profile.is_deleted())?;
            Some(Member { profile, auth: states.remove(id)? })
        };
        Ok(ids.iter().filter_map(member).collect())
    }

    /// Writes what differs between two states of an account, names, standing and roles alike, in one transaction.
    /// `deed`: who does it, if that is another. A taken name is an error on its field; the last active superuser can be
    /// neither demoted nor deactivated.
    pub async fn save_member(&self, before: &Member, after: &Member, deed: Option<&Deed>) -> Result<()> {
        let id = before.profile.id;
        let mut writes = profile_writes(&before.profile, &after.profile)?;
        let standing = before.auth.status != after.auth.status
            || before.auth.is_staff != after.auth.is_staff
            || before.auth.is_superuser != after.auth.is_superuser;
        if writes.is_empty() && !standing {
            return Ok(());
        }
        if standing {
            writes.push((standing_write(before, after)?, WriteOf::Profile));
            writes.extend(counts(before, after));
        } else if deed.is_some() {
            // What the target is says whether the actor may do this.
            writes.push((same_standing(Write::check(keys::auth(id)), &before.auth)?, WriteOf::Profile));
        }
        if let Some(deed) = deed {
            writes.extend(deed_writes(id, deed)?.map(|write| (write, WriteOf::Profile)));
        }
        self.write_profile(writes, "email").await
    }

    /// Sets a password, whether there was one or not, and revokes the account's tokens: all of them where another does
    /// it (`deed`), all but the calling one where `viewer` sets their own.
    pub async fn set_password(
        &self,
        viewer: &Viewer,
        target: &Member,
        hash: &str,
        deed: Option<&Deed>,
        now: i64,
    ) -> Result<()> {
        let id = target.profile.id;
        let revoke = same_standing(revoke_up_to(id, target.auth.revoke_at(now)), &target.auth)?;
        let revoke = if viewer.id() == id { spare(revoke, viewer)? } else { forget_spared(revoke) };
        let mut writes = vec![revoke, Write::put(password_item(id, hash))];
        if let Some(deed) = deed {
            writes.extend(deed_writes(id, deed)?);
        }
        self.table.transact(writes).await?.map_err(|_| changed_meanwhile())
    }
}

/// The change of an auth state.
fn standing_write(before: &Member, after: &Member) -> Result<Write> {
    let item = |auth: &AuthState| serde_dynamo::to_item(auth).map_err(Error::internal);
    // Tokens may be revoked at the same time: that is left as it is.
    let after = AuthState {
        status: after.auth.status,
        is_staff: after.auth.is_staff,
        is_superuser: after.auth.is_superuser,
        ..before.auth.clone()
    };
    let write = change(keys::auth(before.profile.id)).changes(&item(&before.auth)?, &item(&after)?);
    same_standing(write, &before.auth)
}

/// What goes with a change of standing: the number of deactivated users, and the set of active superusers.
fn counts(before: &Member, after: &Member) -> Vec<(Write, WriteOf)> {
    let id = before.profile.id;
    let mut writes = Vec::new();
    match (before.auth.status == Status::Blocked, after.auth.status == Status::Blocked) {
        (false, true) => writes.push((count_inactive(id, 1), WriteOf::Profile)),
        (true, false) => writes.push((count_inactive(id, -1), WriteOf::Profile)),
        _ => {}
    }
    match (before.auth.is_active_superuser(), after.auth.is_active_superuser()) {
        (false, true) => writes.push((admit_superuser(id), WriteOf::Profile)),
        (true, false) => writes.push((retire_superuser(id), WriteOf::LastSuperuser)),
        _ => {}
    }
    writes
}
