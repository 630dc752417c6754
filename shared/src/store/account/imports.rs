//! Imports of users from another community: an account each, and an item that remembers it, so that the same user is
//! imported once, whatever becomes of the account.

use std::collections::HashSet;

use crate::domain::account::origin::{KEPT_FOR, Origin};
use crate::domain::{FieldError, Result};
use crate::dynamo::{ABSENT, Cancelled, EXPIRES, PK, Write, number, number_of, text_of};
use crate::store::account::accounts::Accounts;
use crate::store::account::registration::{NewAccount, creation_writes, refusal};
use crate::store::item::keys;

/// Attribute of the id that the user got.
const ID: &str = "id";

/// What became of an attempt to import a user.
#[derive(Debug)]
pub enum ImportOutcome {
    /// The account was created.
    Created,
    /// The user was imported before.
    Known,
    /// The id is that of another user, or of one who was deleted.
    IdTaken,
    /// Names are taken: those in these fields.
    Refused(Vec<FieldError>),
}

impl Accounts<'_> {
    /// Which of these users were imported before.
    pub async fn imported(self, origins: &[&Origin], now: i64) -> Result<HashSet<Origin>> {
        let keys: Vec<_> = origins.iter().map(|origin| keys::imported_user(origin.as_str())).collect();
        let mut known = HashSet::new();
        for item in self.table.batch_get(keys, false).await? {
            if number_of::<i64>(&item, EXPIRES) > now {
                known.insert(text_of(&item, PK)?.to_owned());
            }
        }
        let is_known = |key: &&Origin| known.contains(&keys::imported_user(key.as_str()).pk);
        Ok(origins.iter().copied().filter(is_known).cloned().collect())
    }

    /// Creates the account of a user and remembers it for a year, in one transaction. No mail is asked for.
    pub async fn try_import(self, account: &NewAccount, origin: &Origin, now: i64) -> Result<ImportOutcome> {
        let id = account.profile.id;
        let mut writes = creation_writes(account, None, None)?;
        let known = writes.len();
        let key = keys::imported_user(origin.as_str());
        let free = "attribute_not_exists(#PK) OR #expires <= :now";
        let remember = Write::update(key).set(ID, number(id)).set(EXPIRES, number(now + KEPT_FOR));
        writes.push(remember.only_if(free).bind(":now", number(now)));
        // A user who was deleted may have left these. The clean-up would delete the new account's items.
        writes.push(Write::check(keys::user_cleanup(id)).only_if(ABSENT));
        writes.push(Write::check(keys::counters(id)).only_if(ABSENT));
        match self.table.transact(writes).await? {
            Ok(()) => Ok(ImportOutcome::Created),
            Err(Cancelled(causes)) if causes.get(known) == Some(&true) => Ok(ImportOutcome::Known),
            Err(Cancelled(causes)) if causes.iter().skip(known).any(|caused| *caused) => Ok(ImportOutcome::IdTaken),
            Err(Cancelled(causes)) => match refusal(account, &causes) {
                None => Ok(ImportOutcome::IdTaken),
                Some(error) if error.fields.is_empty() => Err(error),
                Some(error) => Ok(ImportOutcome::Refused(error.fields)),
            },
        }
    }
}
