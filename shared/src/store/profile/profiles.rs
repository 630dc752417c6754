//! Profiles, and the claims that change with their names.

use std::collections::HashMap;

use crate::domain::account::audit::AuditKind;
use crate::domain::{Email, Error, Profile, Result, UserId, Viewer};
use crate::dynamo::{GSI1, GSI2, Item, Table, Write, text};
use crate::store::account::auth_states::{raise_generation_by, told};
use crate::store::account::claims::{check_address, claim_and_verify, claim_email, keep, release};
use crate::store::account::former_usernames::FormerUsernames;
use crate::store::account::labelled_writes;
use crate::store::account::labelled_writes::WriteLabel;
use crate::store::account::takeovers::UnprovenClaim;
use crate::store::consistency::Consistency;
use crate::store::item::{from_item, keys, to_item};
use crate::store::mail::undeliverable::deliver_again;

/// Profiles.
#[derive(Clone, Copy, Debug)]
pub struct Profiles<'a> {
    pub(crate) table: &'a Table,
}

impl Profiles<'_> {
    /// Reads these profiles. Soft-deleted users are included, since their posts stay.
    pub async fn get_many(self, ids: &[UserId]) -> Result<HashMap<UserId, Profile>> {
        let items = self.table.batch_get(ids.iter().map(|id| keys::profile(*id)).collect(), false).await?;
        items.into_iter().map(|item| from_item(item).map(|profile: Profile| (profile.id, profile))).collect()
    }

    /// Reads a profile, even of a soft-deleted user.
    pub async fn get(self, id: UserId, consistency: Consistency) -> Result<Option<Profile>> {
        self.table.get(&keys::profile(id), consistency.is_strong()).await?.map(from_item).transpose()
    }

    /// Writes the difference between two states of a profile. A new username or e-mail address is claimed in the same
    /// transaction, and the old username kept for the user or the old address released; a taken one is an error on its field,
    /// `email_field` for the address.
    pub async fn save(self, before: &Profile, after: &Profile, email_field: &'static str, now: i64) -> Result<()> {
        let mut writes = FormerUsernames { table: self.table }.rename(before, after, now).await?;
        writes.extend(profile_writes(before, after)?);
        labelled_writes::apply_or_fail(self.table, writes, email_field).await
    }

    /// As [`Profiles::save`], of the caller's own profile. A new e-mail address ends all tokens, sessions and codes
    /// except the calling token and its session.
    pub async fn save_own(self, before: &Profile, after: &Profile, viewer: &Viewer, now: i64) -> Result<()> {
        let mut writes = FormerUsernames { table: self.table }.rename(before, after, now).await?;
        writes.extend(address_writes(before, after, AddressClaims { now, ..Default::default() })?);
        if before.email != after.email {
            let raise = raise_generation_by(viewer, before.id, &viewer.auth, now)?;
            writes.push((told(raise, AuditKind::ChangeEmail, now)?, WriteLabel::Profile));
        }
        labelled_writes::apply_or_fail(self.table, writes, "email").await
    }
}

/// What becomes of the claims when an address changes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AddressClaims<'a> {
    /// Now, in seconds since 1970: an address whose user could take it back until then is free.
    pub now: i64,
    /// Until when the old address stays the user's. By default it is released at once.
    pub old_until: Option<i64>,
    /// Whether staff set the new address of another user, who gets a mail to verify it.
    pub new_by_staff: bool,
    /// The unproven claim of another user on the new address, which ends.
    pub taken_from: Option<&'a UnprovenClaim>,
}

/// The writes that turn one state of a profile into another, whose address is the same.
pub(crate) fn profile_writes(before: &Profile, after: &Profile) -> Result<Vec<(Write, WriteLabel)>> {
    address_writes(before, after, AddressClaims::default())
}

/// The writes that turn one state of a profile into another, which may have another address. Those of the claims on usernames
/// come beside them.
pub(crate) fn address_writes(
    before: &Profile,
    after: &Profile,
    at: AddressClaims<'_>,
) -> Result<Vec<(Write, WriteLabel)>> {
    let id = before.id;
    let mut writes = Vec::new();
    let mut profile = Write::update_existing(keys::profile(id)).changes(&profile_item(before)?, &profile_item(after)?);
    if profile.is_empty() {
        return Ok(writes);
    }
    profile = profile.only_if("#status = :status");
    profile = profile.bind(":status", serde_dynamo::to_attribute_value(before.status).map_err(Error::internal)?);
    if before.username != after.username {
        // Even where only the case differs: the claim that was read must still exist.
        profile = profile.only_if("#username = :username").bind(":username", text(before.username.as_str()));
        let (old, new) = (before.username.folded(), after.username.folded());
        if old != new {
            let written = if before.email == after.email {
                [None, None]
            } else {
                [&before.email, &after.email].map(Option::as_ref)
            };
            writes.extend(check_address(after, &written).map(|check| (check, WriteLabel::UsernameClaim)));
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
                let replaced = at.taken_from.map(UnprovenClaim::replaced);
                let claim = match at.new_by_staff {
                    true => claim_and_verify(new, id, true, at.now, replaced)?,
                    false => claim_email(new, id, at.now, replaced)?,
                };
                writes.push((claim, WriteLabel::EmailClaim));
                if let Some(unproven) = at.taken_from {
                    writes.extend(unproven.end(id, at.now)?.map(|write| (write, WriteLabel::EmailClaim)));
                }
                if at.new_by_staff {
                    writes.extend(after.email.as_ref().map(|email| (deliver_again(email), WriteLabel::Profile)));
                }
            }
            if let Some(old) = &old {
                let key = keys::email_claim(old);
                let write = match at.old_until {
                    Some(until) => keep(key, id, until)?,
                    None => release(key, id),
                };
                writes.push((write, WriteLabel::Profile));
            }
        }
    }
    writes.push((profile, WriteLabel::Profile));
    Ok(writes)
}

/// A profile's item. A deleted user is in no index, and so in no list.
pub(crate) fn profile_item(profile: &Profile) -> Result<Item> {
    let mut item = to_item(&keys::profile(profile.id), profile)?;
    if !profile.is_deleted() {
        let name = profile.username.folded();
        let by_id = (GSI1, keys::part_of_user(profile.id), keys::id_sort(profile.id));
        for (index, part, sort) in [by_id, (GSI2, keys::part_of_username(&name), name)] {
            item.insert(index.pk.to_owned(), text(keys::users(part)));
            item.insert(index.sk.to_owned(), text(sort));
        }
    }
    Ok(item)
}
