//! Registration: an account and the claims that make its names unique, in one transaction.

use serde::Serialize;

use super::audit::deed_writes;
use super::keys::{self, Key};
use super::profiles::{changed_meanwhile, profile_item};
use super::table::to_item;
use super::write::{ABSENT, EXISTS, Item, Write, number, text};
use super::writes::Cancelled;
use super::{Store, table::number_of};
use crate::domain::audit::Deed;
use crate::domain::{AuthState, Email, Error, Profile, Result, Status, UserId};

/// A new account.
#[derive(Debug)]
pub struct NewAccount {
    /// The profile, with its id.
    pub profile: Profile,
    /// Its roles.
    pub auth: AuthState,
    /// The password's PHC string; without one the account cannot log in.
    pub password: Option<String>,
}

#[derive(Serialize)]
struct Claim {
    id: UserId,
}

/// Ids drawn before giving up: two users of one millisecond share one in 4,096 times.
pub(super) const DRAWS: usize = 8;
/// Attribute of the number of users.
const COUNT: &str = "n";
/// Attribute of the number of those among them who are deactivated.
const INACTIVE: &str = "inactive";
/// Attribute of the set of active superusers.
const IDS: &str = "ids";

impl Store {
    /// Creates the account that `draw` makes with an id of its own; where the id is taken, with another.
    pub async fn register_drawn(&self, draw: impl Fn() -> NewAccount) -> Result<NewAccount> {
        self.register_drawn_by(None, draw).await
    }

    /// As [`Store::register_drawn`], by somebody who makes the account for another.
    pub async fn register_drawn_by(&self, deed: Option<&Deed>, draw: impl Fn() -> NewAccount) -> Result<NewAccount> {
        for _ in 0..DRAWS {
            let account = draw();
            if self.register_by(&account, deed).await? {
                return Ok(account);
            }
        }
        Err(Error::unavailable("no free id was drawn"))
    }

    /// Creates the account. `false`: its id is taken, draw another. A taken name is an error on its field.
    pub async fn register(&self, account: &NewAccount) -> Result<bool> {
        self.register_by(account, None).await
    }

    async fn register_by(&self, account: &NewAccount, deed: Option<&Deed>) -> Result<bool> {
        let id = account.profile.id;
        let email = account.profile.email.as_ref();
        let mut writes = vec![
            Write::put(profile_item(&account.profile)?).only_if(ABSENT),
            claim(keys::username_claim(&account.profile.username.folded()), id)?,
        ];
        if let Some(email) = email {
            writes.push(claim(keys::email_claim(&email.folded()), id)?);
        }
        let (checked, check) = (writes.len(), check_address(&account.profile, &[email]));
        let is_checked = check.is_some();
        writes.extend(check);
        writes.push(Write::put(to_item(&keys::auth(id), &account.auth)?));
        if let Some(hash) = &account.password {
            writes.push(Write::put(password_item(id, hash)));
        }
        writes.push(count_user(&account.profile, 1));
        if account.auth.is_active_superuser() {
            writes.push(admit_superuser(id));
        }
        if let Some(deed) = deed {
            writes.extend(deed_writes(id, deed)?);
        }
        match self.table.transact(writes).await? {
            Ok(()) => Ok(true),
            Err(Cancelled(causes)) => {
                let caused = |index: usize| causes.get(index).copied().unwrap_or(false);
                if caused(0) {
                    return Ok(false);
                }
                let mut error = Error::invalid_fields(Vec::new());
                if caused(1) || is_checked && caused(checked) {
                    error.fields.extend(Error::username_taken().fields);
                }
                if email.is_some() && caused(2) {
                    error.fields.extend(Error::email_taken("email").fields);
                }
                Err(if error.fields.is_empty() { changed_meanwhile() } else { error })
            }
        }
    }

    /// How many users there are in good standing.
    pub async fn count_users(&self) -> Result<u64> {
        let (all, inactive) = self.sum_shards().await?;
        Ok(u64::try_from(all - inactive).unwrap_or(0))
    }

    /// How many users there are who are not deleted, deactivated ones included.
    pub async fn count_members(&self) -> Result<u64> {
        let (all, _) = self.sum_shards().await?;
        Ok(u64::try_from(all).unwrap_or(0))
    }

    async fn sum_shards(&self) -> Result<(i64, i64)> {
        let shards = self.table.query(super::table::Query::all(keys::USER_COUNT)).await?;
        let sum = |name| shards.iter().map(|shard| number_of::<i64>(shard, name)).sum();
        Ok((sum(COUNT), sum(INACTIVE)))
    }

    /// Whether the community has a superuser.
    pub async fn has_superuser(&self) -> Result<bool> {
        Ok(self.table.get(&keys::superusers(), true).await?.is_some_and(|item| item.contains_key(IDS)))
    }
}

/// The claim of a name, unless somebody else has it.
pub(super) fn claim(key: Key, id: UserId) -> Result<Write> {
    Ok(if_free_for(Write::put(to_item(&key, &Claim { id })?), id))
}

/// The end of a claim that is this user's.
pub(super) fn release(key: Key, id: UserId) -> Write {
    if_free_for(Write::delete(key), id)
}

/// The check that a username is nobody else's e-mail address: a login takes either, and a username comes first, so it
/// would take the other's logins. `None` where it cannot be one, or is one that the same transaction claims or frees.
pub(super) fn check_address(profile: &Profile, written: &[Option<&Email>]) -> Option<Write> {
    let name = profile.username.folded();
    let written = written.iter().flatten().any(|email| email.folded() == name);
    let check = || if_free_for(Write::check(keys::email_claim(&name)), profile.id);
    (name.contains('@') && !written).then(check)
}

fn if_free_for(write: Write, id: UserId) -> Write {
    write.only_if("attribute_not_exists(#PK) OR #id = :id").bind(":id", number(id))
}

/// Marks a claim as that of somebody who is not to be found any more.
pub(super) fn retire_claim(profile: &Profile) -> Write {
    Write::update(keys::username_claim(&profile.username.folded()))
        .set(RETIRED, aws_sdk_dynamodb::types::AttributeValue::Bool(true))
        .only_if("#id = :id")
        .bind(":id", number(profile.id))
}

/// Attribute of a claim whose user is not to be found.
pub(super) const RETIRED: &str = "retired";

/// A user of this standing more or less.
pub(super) fn count_user(profile: &Profile, by: i8) -> Write {
    let write = Write::update(keys::user_count(profile.id)).add(COUNT, number(by));
    if profile.status == Status::Blocked { write.add(INACTIVE, number(by)) } else { write }
}

/// A deactivated user more or less among the users.
pub(super) fn count_inactive(id: UserId, by: i8) -> Write {
    Write::update(keys::user_count(id)).add(INACTIVE, number(by))
}

/// Puts an active superuser in.
pub(super) fn admit_superuser(id: UserId) -> Write {
    Write::update(keys::superusers()).add(IDS, ids([id]))
}

/// Takes an active superuser out, unless they are the last.
pub(super) fn retire_superuser(id: UserId) -> Write {
    Write::update(keys::superusers()).subtract(IDS, ids([id])).only_if("size(#ids) > :one").bind(":one", number(1))
}

pub(super) fn password_item(id: UserId, hash: &str) -> Item {
    let mut item = keys::password(id).item();
    item.insert(HASH.to_owned(), text(hash));
    item
}

/// Attribute of a password's hash.
pub(super) const HASH: &str = "hash";

/// A changed password's hash, if the old one is still in place.
pub(super) fn replace_hash(id: UserId, old: &str, new: &str) -> Write {
    Write::update(keys::password(id)).set(HASH, text(new)).only_if("#hash = :old").bind(":old", text(old))
}

/// A change of an item that must be there.
pub(super) fn change(key: Key) -> Write {
    Write::update(key).only_if(EXISTS)
}

/// Makes a write depend on the status and the roles that were read: they say who may do it, and what goes with it.
pub(super) fn same_standing(write: Write, auth: &AuthState) -> Result<Write> {
    let status = serde_dynamo::to_attribute_value(auth.status).map_err(Error::internal)?;
    let flag = aws_sdk_dynamodb::types::AttributeValue::Bool;
    Ok(write
        .only_if("#status = :standing AND #is_staff = :is_staff AND #is_superuser = :is_superuser")
        .bind(":standing", status)
        .bind(":is_staff", flag(auth.is_staff))
        .bind(":is_superuser", flag(auth.is_superuser)))
}

fn ids<const N: usize>(ids: [UserId; N]) -> aws_sdk_dynamodb::types::AttributeValue {
    aws_sdk_dynamodb::types::AttributeValue::Ns(ids.iter().map(ToString::to_string).collect())
}
