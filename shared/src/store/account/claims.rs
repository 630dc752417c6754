//! Claims: items that make usernames and e-mail addresses unique; and the lookups of users by name.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::domain::account::username::fold;
use crate::domain::{Email, Error, Profile, Result, UserId};
use crate::dynamo::{EXPIRES, Item, Key, PK, Query, Table, Write, number, number_of, text_of};
use crate::store::item::{ItemKind, keys, to_item};

#[derive(Serialize)]
struct Claim {
    id: UserId,
}

/// Claims a username, unless another user has it, or has given it up and can take it back.
pub(crate) fn claim_username(folded: &str, id: UserId, now: i64) -> Result<Write> {
    let put = Write::put(to_item(&keys::username_claim(folded), &Claim { id })?);
    Ok(if_lapsed_or_free_for(put, id, now, None))
}

/// Keeps the claim on a name that its user leaves, until this second: only they can have it till then.
pub(crate) fn keep(key: Key, id: UserId, until: i64) -> Result<Write> {
    let mut item = to_item(&key, &Claim { id })?;
    item.insert(EXPIRES.to_owned(), number(until));
    Ok(if_free_for(Write::put(item), id))
}

/// A claim of another user that a claim on an address replaces, because that user has not proved the address.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Replaced {
    /// The other user.
    pub user: UserId,
    /// Whether the address is proved now. Otherwise the other claim must have lapsed.
    pub proved: bool,
}

/// Claims an e-mail address, unless another user has it or can take it back.
pub(crate) fn claim_email(folded: &str, id: UserId, now: i64, replaced: Option<Replaced>) -> Result<Write> {
    let put = Write::put(to_item(&keys::email_claim(folded), &Claim { id })?);
    Ok(if_lapsed_or_free_for(put, id, now, replaced))
}

/// As [`claim_email`], and asks for a mail that verifies the address, and says so if staff have set it. Until it is proved,
/// the claim lapses.
pub(crate) fn claim_and_verify(
    folded: &str,
    id: UserId,
    by_staff: bool,
    now: i64,
    replaced: Option<Replaced>,
) -> Result<Write> {
    let mut item = to_item(&keys::email_claim(folded), &Claim { id })?;
    item.insert(MAIL.to_owned(), number(id));
    item.insert(LAPSES.to_owned(), number(now.saturating_add(UNPROVEN_FOR)));
    if by_staff {
        item.insert(BY_STAFF.to_owned(), AttributeValue::Bool(true));
    }
    Ok(if_lapsed_or_free_for(Write::put(item), id, now, replaced))
}

/// Releases a claim of this user.
pub(crate) fn release(key: Key, id: UserId) -> Write {
    if_free_for(Write::delete(key), id)
}

/// Checks that a username is not another user's e-mail address. A login takes either, and a username takes precedence,
/// so it would hijack the other's logins. `None` where the username cannot be an address, or where the same transaction
/// claims or releases that address.
pub(crate) fn check_address(profile: &Profile, written: &[Option<&Email>]) -> Option<Write> {
    let name = profile.username.folded();
    let written = written.iter().flatten().any(|email| email.folded() == name);
    let check = || if_free_for(Write::check(keys::email_claim(&name)), profile.id);
    (name.contains('@') && !written).then(check)
}

fn if_free_for(write: Write, id: UserId) -> Write {
    write.only_if("attribute_not_exists(#PK) OR #id = :id").bind(":id", number(id))
}

/// DynamoDB deletes an expired claim some time later. Nothing deletes one that has lapsed: its user can still prove the
/// address until another one takes it over.
fn if_lapsed_or_free_for(write: Write, id: UserId, now: i64, replaced: Option<Replaced>) -> Write {
    let Some(Replaced { user, proved }) = replaced else {
        let write = write.only_if("attribute_not_exists(#PK) OR #id = :id OR #expires <= :now");
        return write.bind(":id", number(id)).bind(":now", number(now));
    };
    let write = write.only_if("#id = :replaced AND attribute_not_exists(#expires)").bind(":replaced", number(user));
    if proved { write } else { write.only_if("#lapses <= :now").bind(":now", number(now)) }
}

/// Whether the user has left the name and can take it back.
pub(crate) fn is_kept(claim: &Item) -> bool {
    claim.contains_key(EXPIRES)
}

/// Whether a user who is not deleted has the username.
fn is_in_use(claim: &Item) -> bool {
    !claim.contains_key(RETIRED) && !is_kept(claim)
}

/// Marks a claim whose user was soft-deleted: the name stays taken and is no longer found.
pub(crate) fn retire_claim(profile: &Profile) -> Write {
    Write::update(keys::username_claim(&profile.username.folded()))
        .set(RETIRED, AttributeValue::Bool(true))
        .only_if("#id = :id")
        .bind(":id", number(profile.id))
}

/// Attribute with the id of a request for a mail: on the claim of an address that it verifies.
pub(crate) const MAIL: &str = "mail";

/// Attribute of the claim on an address that was not proved when it was claimed: the second from which another user may
/// take it over, unless it has been proved since.
pub(crate) const LAPSES: &str = "lapses";

/// How long such a claim keeps other users away, in seconds: as long as its first verification code is good.
const UNPROVEN_FOR: i64 = 7 * 24 * 60 * 60;

/// Attribute beside a request for a mail: staff have set the address.
pub(crate) const BY_STAFF: &str = "by_staff";

/// Attribute of the claim of a soft-deleted user.
pub(crate) const RETIRED: &str = "retired";

/// Lookups of users by claimed username or e-mail address.
#[derive(Clone, Copy, Debug)]
pub struct ClaimedNames<'a> {
    pub(crate) table: &'a Table,
}

impl ClaimedNames<'_> {
    /// Finds the user whom a name means at a login: the one with this username, or else with this e-mail address.
    pub async fn find_login(self, name: &str, consistent: bool) -> Result<Option<UserId>> {
        let Some(folded) = claimable(name) else { return Ok(None) };
        // Addresses used to be claimed as they were typed, with the host in Unicode.
        let former =
            Some(name.to_lowercase()).filter(|former| !name.is_ascii() && *former != folded && is_claimable(former));
        let claims = [Some(folded), former].into_iter().flatten().map(|folded| self.claims_on(folded, consistent));
        let mut claims = futures::future::try_join_all(claims).await?.concat();
        claims.retain(|claim| !is_kept(claim));
        let username =
            claims.iter().find(|claim| ItemKind::of(claim).is_ok_and(|kind| kind == ItemKind::UsernameClaim));
        username.or(claims.first()).map(claimant).transpose()
    }

    async fn claims_on(self, folded: String, consistent: bool) -> Result<Vec<Item>> {
        let partition = keys::claims(&folded);
        Ok(self.table.query(Query { consistent, ..Query::all(&partition) }).await?)
    }

    /// Finds the user with this username, unless soft-deleted.
    pub async fn find_username(self, name: &str) -> Result<Option<UserId>> {
        let Some(folded) = claimable(name) else { return Ok(None) };
        let claim = self.table.get(&keys::username_claim(&folded), true).await?;
        let claim = claim.filter(is_in_use);
        claim.as_ref().map(claimant).transpose()
    }

    /// Finds the users with any of these usernames, in no particular order.
    pub async fn find_usernames(self, names: &[String]) -> Result<Vec<UserId>> {
        let keys =
            names.iter().filter_map(|name| claimable(name)).map(|folded| keys::username_claim(&folded)).collect();
        self.table.batch_get(keys, false).await?.iter().filter(|claim| !is_kept(claim)).map(claimant).collect()
    }

    /// Finds the user with each of these usernames, in this order. Soft-deleted users are not found.
    pub async fn find_each_username(self, names: &[String]) -> Result<Vec<Option<UserId>>> {
        let keys: Vec<_> =
            names.iter().map(|name| claimable(name).map(|folded| keys::username_claim(&folded))).collect();
        let claims = self.table.batch_get(keys.iter().flatten().cloned().collect(), false).await?;
        let mut users = HashMap::new();
        for claim in claims.iter().filter(|claim| is_in_use(claim)) {
            users.insert(text_of(claim, PK)?, claimant(claim)?);
        }
        Ok(keys.iter().map(|key| users.get(key.as_ref()?.pk.as_str()).copied()).collect())
    }

    /// Finds the user with this e-mail address, or the one who has left it and can take it back.
    pub async fn find_email(self, email: &Email, now: i64) -> Result<Option<UserId>> {
        let claim = self.table.get(&keys::email_claim(&email.folded()), true).await?;
        let claim = claim.filter(|claim| !is_kept(claim) || number_of::<i64>(claim, EXPIRES) > now);
        claim.as_ref().map(claimant).transpose()
    }
}

/// The folded name, unless it is too long to have been claimed.
fn claimable(name: &str) -> Option<String> {
    Some(fold(name)).filter(|folded| is_claimable(folded))
}

/// DynamoDB limits keys to 2,048 bytes.
fn is_claimable(folded: &str) -> bool {
    folded.len() <= 2_000
}

/// The user who has a claim.
pub(crate) fn claimant(claim: &Item) -> Result<UserId> {
    let id: u64 = number_of(claim, "id");
    UserId::try_from(id).map_err(|_| Error::internal(format!("the claim {:?} has no user", claim.get(PK))))
}
