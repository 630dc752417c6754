//! Profiles, counters and settings, and the changes of names that go with claims.

use serde::{Deserialize, Serialize};

use super::Store;
use super::accounts::{change, check_address, claim, release};
use super::keys::{self, GSI1, GSI2, SK, USERS};
use super::table::{from_item, text_of, to_item};
use super::write::{Item, Write, text};
use super::writes::Cancelled;
use crate::domain::settings::Settings;
use crate::domain::{Email, Error, Profile, Result, UserId};

/// Whether a read must see what was just written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consistency {
    /// It must: the caller looks at their own.
    Strong,
    /// It may lag by milliseconds, at half the price.
    Eventual,
}

impl Consistency {
    /// Strong for what is the caller's own.
    pub fn for_viewer(viewer: Option<UserId>, of: UserId) -> Self {
        if viewer == Some(of) { Self::Strong } else { Self::Eventual }
    }

    pub(super) fn is_strong(self) -> bool {
        self == Self::Strong
    }
}

/// An e-mail address that waits for its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    /// The address to be.
    pub email: Email,
    /// The digest of the code.
    pub code: String,
    /// The second in which the code ends.
    pub expires: i64,
}

impl Store {
    /// A profile, deleted ones included.
    pub async fn profile(&self, id: UserId, consistency: Consistency) -> Result<Option<Profile>> {
        self.table.get(&keys::profile(id), consistency.is_strong()).await?.map(from_item).transpose()
    }

    /// Writes what differs between two states of a profile. A new username or e-mail address is claimed and the old
    /// one freed in the same transaction; a taken one is an error on its field, `email_field` for the address.
    pub async fn save_profile(&self, before: &Profile, after: &Profile, email_field: &'static str) -> Result<()> {
        let writes = profile_writes(before, after)?;
        self.write_profile(writes, email_field).await
    }

    /// Settings; what they are by default where the user has changed none.
    pub async fn settings(&self, id: UserId) -> Result<Settings> {
        let item = self.table.get(&keys::settings(id), true).await?;
        item.map(from_item).transpose().map(Option::unwrap_or_default)
    }

    /// Writes what differs between two states of the settings.
    pub async fn save_settings(&self, id: UserId, before: &Settings, after: &Settings) -> Result<()> {
        let key = keys::settings(id);
        let write = Write::update(key.clone()).changes(&to_item(&key, before)?, &to_item(&key, after)?);
        if write.is_empty() { Ok(()) } else { self.table.write(write).await.map(drop) }
    }

    /// Keeps an address until its code comes; an earlier one is forgotten.
    pub async fn begin_email_change(&self, id: UserId, change: &EmailChange) -> Result<()> {
        self.table.write(Write::put(to_item(&keys::email_change(id), change)?)).await.map(drop)
    }

    /// The address that waits for its code, with the profile it is for.
    pub async fn email_change(&self, id: UserId) -> Result<(Option<EmailChange>, Option<Profile>)> {
        let items = self.table.batch_get(vec![keys::email_change(id), keys::profile(id)], true).await?;
        let (mut change, mut profile) = (None, None);
        for item in items {
            if text_of(&item, SK)? == keys::email_change(id).sk {
                change = Some(from_item(item)?);
            } else {
                profile = Some(from_item(item)?);
            }
        }
        Ok((change, profile))
    }

    /// Makes an address the user's. `used`: the change that its code confirms, once; without it whatever change waits
    /// is dropped, since the user has decided otherwise.
    pub async fn change_email(&self, before: &Profile, after: &Profile, used: Option<&EmailChange>) -> Result<()> {
        let drop = Write::delete(keys::email_change(before.id));
        let mut writes = profile_writes(before, after)?;
        match used {
            Some(used) => {
                let spend = drop.only_if("#code = :code").bind(":code", text(&used.code));
                writes.push((spend, WriteOf::Code));
            }
            None => writes.push((drop, WriteOf::Profile)),
        }
        self.write_profile(writes, "new_email").await
    }

    /// Does such writes, all or none; says what refuses them.
    pub(super) async fn write_profile(&self, writes: Vec<(Write, WriteOf)>, email_field: &'static str) -> Result<()> {
        let refused = self.try_write(writes).await?;
        if refused.is_empty() { Ok(()) } else { Err(refusal(&refused, email_field)) }
    }

    /// Does all of these writes or none; answers those that were refused.
    pub(super) async fn try_write(&self, writes: Vec<(Write, WriteOf)>) -> Result<Vec<WriteOf>> {
        let (mut writes, parts): (Vec<_>, Vec<_>) = writes.into_iter().unzip();
        let refused = match writes.len() {
            0 => return Ok(Vec::new()),
            1 => self.table.write(writes.remove(0)).await?.err().map(|_| vec![true]),
            _ => self.table.transact(writes).await?.err().map(|Cancelled(causes)| causes),
        };
        let Some(causes) = refused else { return Ok(Vec::new()) };
        Ok(parts.into_iter().zip(causes).filter_map(|(part, caused)| caused.then_some(part)).collect())
    }
}

/// What is said to the refusal of these writes.
pub(super) fn refusal(refused: &[WriteOf], email_field: &'static str) -> Error {
    if refused.contains(&WriteOf::Code) {
        return Error::invalid_code();
    }
    if refused.contains(&WriteOf::LastSuperuser) {
        return Error::last_superuser();
    }
    let mut error = Error::invalid_fields(Vec::new());
    if refused.contains(&WriteOf::UsernameClaim) {
        error.fields.extend(Error::username_taken().fields);
    }
    if refused.contains(&WriteOf::EmailClaim) {
        error.fields.extend(Error::email_taken(email_field).fields);
    }
    if error.fields.is_empty() { changed_meanwhile() } else { error }
}

/// Somebody was faster.
pub(super) fn changed_meanwhile() -> Error {
    Error::conflict("changed_meanwhile", "The account was changed at the same time. Load it and try again.")
}

/// What a write of a change is for, to tell who is to blame where it is refused.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WriteOf {
    Avatars,
    Profile,
    UsernameClaim,
    EmailClaim,
    Code,
    LastSuperuser,
}

/// The writes that turn one state of a profile into another.
pub(super) fn profile_writes(before: &Profile, after: &Profile) -> Result<Vec<(Write, WriteOf)>> {
    let id = before.id;
    let mut writes = Vec::new();
    let mut profile = change(keys::profile(id)).changes(&profile_item(before)?, &profile_item(after)?);
    if profile.is_empty() {
        return Ok(writes);
    }
    profile = profile.only_if("#status = :status");
    profile = profile.bind(":status", serde_dynamo::to_attribute_value(before.status).map_err(Error::internal)?);
    if before.username != after.username {
        // Also where only the case differs: the claim that was read must still be there.
        profile = profile.only_if("#username = :username").bind(":username", text(before.username.as_str()));
        let (old, new) = (before.username.folded(), after.username.folded());
        if old != new {
            writes.push((claim(keys::username_claim(&new), id)?, WriteOf::UsernameClaim));
            writes.push((release(keys::username_claim(&old), id), WriteOf::Profile));
            let written = if before.email == after.email {
                [None, None]
            } else {
                [&before.email, &after.email].map(Option::as_ref)
            };
            writes.extend(check_address(after, &written).map(|check| (check, WriteOf::UsernameClaim)));
        }
    }
    if before.email != after.email {
        profile = match &before.email {
            Some(email) => profile.only_if("#email = :email").bind(":email", text(email.as_str())),
            None => profile.only_if("attribute_not_exists(#email)"),
        };
        let folded = |profile: &Profile| profile.email.as_ref().map(Email::folded);
        let (old, new) = (folded(before), folded(after));
        if old != new {
            if let Some(new) = &new {
                writes.push((claim(keys::email_claim(new), id)?, WriteOf::EmailClaim));
            }
            if let Some(old) = &old {
                writes.push((release(keys::email_claim(old), id), WriteOf::Profile));
            }
        }
    }
    writes.push((profile, WriteOf::Profile));
    Ok(writes)
}

/// A profile's item. A deleted user is in no index, and so in no list.
pub(super) fn profile_item(profile: &Profile) -> Result<Item> {
    let mut item = to_item(&keys::profile(profile.id), profile)?;
    if !profile.is_deleted() {
        for (index, sort) in [(GSI1, keys::user_sort(profile.id)), (GSI2, profile.username.folded())] {
            item.insert(index.pk.to_owned(), text(USERS));
            item.insert(index.sk.to_owned(), text(sort));
        }
    }
    Ok(item)
}
