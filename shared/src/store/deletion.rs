//! The two ways in which an account ends.

use super::Store;
use super::accounts::{change, count_user, release, retire_superuser};
use super::keys::{self, Key, PK, SK};
use super::profiles::{changed_meanwhile, profile_item};
use super::table::{Query, text_of};
use super::write::{Write, text};
use super::writes::Cancelled;
use crate::domain::{AuthState, Error, Profile, Result, Status, UserId};

/// Rows of a deleted user that are read and deleted at a time.
const PURGE_CHUNK: usize = 500;

impl Store {
    /// Hides a user from every list and lookup and ends their tokens. Names stay taken.
    pub async fn soft_delete(&self, profile: &Profile, auth: &AuthState) -> Result<()> {
        let deleted = serde_dynamo::to_attribute_value(Status::Deleted).map_err(Error::internal)?;
        let after = Profile { status: Status::Deleted, ..profile.clone() };
        let hide = unchanged(change(keys::profile(profile.id)), profile)?
            .changes(&profile_item(profile)?, &profile_item(&after)?);
        let mut writes = vec![hide, change(keys::auth(profile.id)).set("status", deleted), count_user(profile.id, -1)];
        if auth.is_active_superuser() {
            writes.push(retire_superuser(profile.id));
        }
        self.end_account(writes, auth).await
    }

    /// Ends the account and frees its names in one transaction, then clears away the rest of what is the user's.
    pub async fn hard_delete(&self, profile: &Profile, auth: &AuthState) -> Result<()> {
        let id = profile.id;
        let mut writes = vec![
            unchanged(Write::delete(keys::profile(id)), profile)?,
            Write::delete(keys::auth(id)),
            Write::delete(keys::password(id)),
            release(keys::username_claim(&profile.username.folded()), id),
        ];
        if let Some(email) = &profile.email {
            writes.push(release(keys::email_claim(&email.folded()), id));
        }
        if !profile.is_deleted() {
            writes.push(count_user(id, -1));
        }
        if auth.is_active_superuser() {
            writes.push(retire_superuser(id));
        }
        self.end_account(writes, auth).await?;
        self.purge(id).await
    }

    async fn end_account(&self, writes: Vec<Write>, auth: &AuthState) -> Result<()> {
        match self.table.transact(writes).await? {
            Ok(()) => Ok(()),
            Err(Cancelled(causes)) => {
                let last = auth.is_active_superuser() && causes.last().copied().unwrap_or(false);
                Err(if last { Error::last_superuser() } else { changed_meanwhile() })
            }
        }
    }

    /// Deletes every row of a user's partition: counters, settings, lists of games. Nobody can find them once the
    /// account is gone, and ids are not used twice, so it does not matter when this happens, or how often.
    pub async fn purge(&self, id: UserId) -> Result<()> {
        let partition = keys::user(id);
        loop {
            let query = Query { limit: PURGE_CHUNK, consistent: true, ..Query::all(&partition) };
            let rows = self.table.query(query).await?;
            let keys =
                rows.iter().map(|row| Ok(Key { pk: text_of(row, PK)?.to_owned(), sk: text_of(row, SK)?.to_owned() }));
            self.table.batch_delete(keys.collect::<Result<_>>()?).await?;
            if rows.len() < PURGE_CHUNK {
                return Ok(());
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
