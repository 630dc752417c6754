//! The two ways in which an account ends.

use super::Store;
use super::accounts::{change, count_user, release, retire_claim, retire_superuser, same_standing};
use super::audit::deed_writes;
use super::keys;
use super::profiles::{changed_meanwhile, profile_item};
use super::write::{Write, text};
use super::writes::Cancelled;
use crate::domain::audit::Deed;
use crate::domain::{AuthState, Error, Profile, Result, Status};

impl Store {
    /// Hides a user from every list and lookup and ends their tokens. Names stay taken. `deed`: who does it, if that is
    /// another.
    pub async fn soft_delete(&self, profile: &Profile, auth: &AuthState, deed: Option<&Deed>) -> Result<()> {
        let deleted = serde_dynamo::to_attribute_value(Status::Deleted).map_err(Error::internal)?;
        let after = Profile { status: Status::Deleted, ..profile.clone() };
        let hide = unchanged(change(keys::profile(profile.id)), profile)?
            .changes(&profile_item(profile)?, &profile_item(&after)?);
        let writes = vec![
            hide,
            same_standing(change(keys::auth(profile.id)), auth)?.set("status", deleted),
            retire_claim(profile),
            count_user(profile, -1),
        ];
        self.end_account(writes, profile, auth, deed).await
    }

    /// Ends the account and frees its names in one transaction. The rest of what is the user's cannot be found from
    /// then on, and is cleared away by event; ids are not used twice. `deed`: who does it, if that is another.
    pub async fn hard_delete(&self, profile: &Profile, auth: &AuthState, deed: Option<&Deed>) -> Result<()> {
        let id = profile.id;
        let mut writes = vec![
            unchanged(Write::delete(keys::profile(id)), profile)?,
            same_standing(Write::delete(keys::auth(id)), auth)?,
            Write::delete(keys::password(id)),
            release(keys::username_claim(&profile.username.folded()), id),
        ];
        if let Some(email) = &profile.email {
            writes.push(release(keys::email_claim(&email.folded()), id));
        }
        if !profile.is_deleted() {
            writes.push(count_user(profile, -1));
        }
        self.end_account(writes, profile, auth, deed).await
    }

    async fn end_account(
        &self,
        mut writes: Vec<Write>,
        profile: &Profile,
        auth: &AuthState,
        deed: Option<&Deed>,
    ) -> Result<()> {
        if let Some(deed) = deed {
            writes.extend(deed_writes(profile.id, deed)?);
        }
        if auth.is_active_superuser() {
            writes.push(retire_superuser(profile.id));
        }
        match self.table.transact(writes).await? {
            Ok(()) => Ok(()),
            Err(Cancelled(causes)) => {
                let last = auth.is_active_superuser() && causes.last().copied().unwrap_or(false);
                Err(if last { Error::last_superuser() } else { changed_meanwhile() })
            }
        }
    }
}

/// Makes a write depend on the names and status that were read: they say which claims and counts go with it.
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
