//! Addresses that users have left in the last days, and how they take them back.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::account::audit::AuditKind;
use crate::domain::account::code::CodePurpose;
use crate::domain::{AuthState, Email, Error, Id, Profile, Result, UserId};
use crate::dynamo::{ABSENT, Item, Query, Range, Table, Write, text};
use crate::store::account::auth_states::{forget_exempt, raise_generation, same_generation, told};
use crate::store::account::claims::release;
use crate::store::account::labelled_writes;
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::mail::undeliverable::deliver_again;
use crate::store::profile::profiles::{AddressClaims, address_writes};

/// Addresses that a user may leave in the time in which a change can be taken back. All of them are written in one
/// transaction then.
const MAX: usize = 20;

/// An address that a user has left. They can take it back unless staff have changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerEmail {
    /// The address.
    pub email: Email,
    /// The generation of credentials that ended with the change.
    pub generation: u64,
    /// The digest of the code that takes the change back. Empty until the code is mailed.
    pub code: String,
    /// When the code expires, in seconds since 1970.
    pub expires: i64,
    /// Whether staff have changed the address of another user. There is no code then, and the address is free.
    #[serde(default)]
    pub by_staff: bool,
    /// The id of the request for a mail to the address, until it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<Id>,
}

impl FormerEmail {
    /// The address that a change leaves behind, with a request for a mail to it. `None` if there is none: case makes no
    /// difference.
    pub fn left_by(before: &Profile, after: &Profile, auth: &AuthState, now: Timestamp) -> Option<Self> {
        let [old, new] = [before, after].map(|profile| profile.email.as_ref().map(Email::folded));
        let email = before.email.clone().filter(|_| old != new)?;
        let expires = CodePurpose::Restoration(auth.generation).expires(now);
        let (generation, code, mail) = (auth.generation, String::new(), Some(Id::generate(now)));
        Some(Self { email, generation, code, expires, by_staff: false, mail })
    }

    /// Fails if the user has left so many addresses lately, `former`, that no other change could be taken back.
    pub fn must_have_room(former: &[Self]) -> Result<()> {
        if former.len() < MAX {
            return Ok(());
        }
        Err(Error::conflict("too_many_changes", "The address was changed too often. Try again in a week."))
    }

    /// Until when the address stays the user's, if it does.
    pub(crate) fn kept_until(&self) -> Option<i64> {
        Some(self.expires).filter(|_| !self.by_staff)
    }

    /// Puts the address among those that the user has left.
    pub(crate) fn leave(&self, id: UserId) -> Result<Write> {
        Ok(Write::put(to_item(&keys::former_email(id, self.generation), self)?).only_if(ABSENT))
    }
}

/// Addresses that users have left.
#[derive(Clone, Copy, Debug)]
pub struct FormerEmails<'a> {
    pub(crate) table: &'a Table,
}

impl FormerEmails<'_> {
    /// Reads the address that a user had until this generation of credentials.
    pub async fn get(self, id: UserId, generation: u64) -> Result<Option<FormerEmail>> {
        self.table.get(&keys::former_email(id, generation), true).await?.map(from_item).transpose()
    }

    /// Reads the addresses that a user has left and can take back, consistently, the oldest first.
    pub async fn list(self, id: UserId, now: i64) -> Result<Vec<FormerEmail>> {
        let partition = keys::user(id);
        let range = Range::Prefix(keys::FORMER_EMAILS);
        let items = self.table.query(Query { range, consistent: true, ..Query::all(&partition) }).await?;
        let former: Vec<FormerEmail> = items.into_iter().map(from_item).collect::<Result<_>>()?;
        Ok(former.into_iter().filter(|former| former.expires > now && !former.by_staff).collect())
    }

    /// Sets the user's address back to `used`, which its code has proved, ends the later changes and every token, session
    /// and code, and releases the addresses that came later. `all` are those that the user has left, read after `auth`. If
    /// the account has changed since, it is `changed_meanwhile`; if the code is used up, an error on it.
    pub async fn restore(
        self,
        before: &Profile,
        auth: &AuthState,
        all: &[FormerEmail],
        used: &FormerEmail,
        now: i64,
    ) -> Result<()> {
        let id = before.id;
        let mut after = before.clone();
        after.set_email(used.email.clone());
        after.email_isvalid = true;
        let (older, ended): (Vec<_>, Vec<_>) = all.iter().partition(|former| former.generation < used.generation);

        let left = before.email.as_ref().map(Email::folded);
        let old_until =
            older.iter().filter(|former| Some(former.email.folded()) == left).map(|former| former.expires).max();
        let mut writes = address_writes(before, &after, AddressClaims { now, old_until, ..Default::default() })?;
        let folded = |former: &&FormerEmail| former.email.folded();
        let written: BTreeSet<_> = older.iter().map(folded).chain(left).chain([used.email.folded()]).collect();
        let released: BTreeSet<_> = ended.iter().map(folded).filter(|email| !written.contains(email)).collect();
        writes.extend(released.iter().map(|email| (release(keys::email_claim(email), id), WriteLabel::Profile)));
        for former in ended {
            let delete = Write::delete(keys::former_email(id, former.generation));
            writes.push(if former == used {
                (delete.only_if("#code = :code").bind(":code", text(&used.code)), WriteLabel::Code)
            } else {
                (delete, WriteLabel::Profile)
            });
        }
        writes.push((deliver_again(&used.email), WriteLabel::Profile));
        let raise = forget_exempt(raise_generation(id, auth.revoke_at(now)));
        let raise = told(raise, AuditKind::RestoreEmail, now)?;
        writes.push((same_generation(raise, auth), WriteLabel::Profile));
        labelled_writes::apply_or_fail(self.table, writes, "validation_code").await
    }

    /// Releases the former addresses among the items of a deleted user. Idempotent.
    pub(crate) async fn release_all(self, id: UserId, items: &[Item]) -> Result<()> {
        for item in items {
            if matches!(ItemKind::of(item)?, ItemKind::FormerEmail(_)) {
                let former: FormerEmail = from_item(item.clone())?;
                self.table.write_if(release(keys::email_claim(&former.email.folded()), id)).await?;
            }
        }
        Ok(())
    }
}
