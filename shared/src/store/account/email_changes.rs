//! Changes of e-mail address that await their confirmation code.

use serde::{Deserialize, Serialize};

use crate::domain::{Email, Profile, Result, UserId};
use crate::dynamo::{Table, Write, text};
use crate::store::account::labelled_writes;
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::profile::profiles::profile_writes;

/// A change of e-mail address that awaits its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    /// The new address.
    pub email: Email,
    /// The digest of the code.
    pub code: String,
    /// When the code expires, in seconds since 1970.
    pub expires: i64,
}

/// Changes of e-mail address that await confirmation.
#[derive(Clone, Copy, Debug)]
pub struct EmailChanges<'a> {
    pub(crate) table: &'a Table,
}

impl EmailChanges<'_> {
    /// Stores a change. An earlier one is replaced.
    pub async fn begin(self, id: UserId, change: &EmailChange) -> Result<()> {
        self.table.write_if(Write::put(to_item(&keys::email_change(id), change)?)).await?;
        Ok(())
    }

    /// Reads the pending change, and the profile.
    pub async fn get(self, id: UserId) -> Result<(Option<EmailChange>, Option<Profile>)> {
        let items = self.table.batch_get(vec![keys::email_change(id), keys::profile(id)], true).await?;
        let (mut change, mut profile) = (None, None);
        for item in items {
            if ItemKind::of(&item)? == ItemKind::EmailChange(id) {
                change = Some(from_item(item)?);
            } else {
                profile = Some(from_item(item)?);
            }
        }
        Ok((change, profile))
    }

    /// Sets the user's address. With `used`, the confirmed change, which is consumed; without it, any pending change is
    /// dropped, since the user decided otherwise.
    pub async fn complete(self, before: &Profile, after: &Profile, used: Option<&EmailChange>) -> Result<()> {
        let drop = Write::delete(keys::email_change(before.id));
        let mut writes = profile_writes(before, after)?;
        match used {
            Some(used) => {
                let spend = drop.only_if("#code = :code").bind(":code", text(&used.code));
                writes.push((spend, WriteLabel::Code));
            }
            None => writes.push((drop, WriteLabel::Profile)),
        }
        labelled_writes::apply_or_fail(self.table, writes, "new_email").await
    }
}
