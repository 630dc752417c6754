//! Auth states: revocation of tokens, and changes of password.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::domain::account::auth_state::{ExemptToken, REVOKED_FOR, REVOKED_MAX};
use crate::domain::account::token::CLOCK_LEEWAY;
use crate::domain::{AuthState, Error, Result, UserId, Viewer};
use crate::dynamo::{Cancelled, Refused, Table, Write, number};
use crate::store::account::labelled_writes::changed_meanwhile;
use crate::store::account::password::replace_hash;
use crate::store::item::{from_item, keys};

const VALID_AFTER: &str = "valid_after";
const SPARED: &str = "spared";
const REVOKED: &str = "revoked";

/// Auth states: revocation of tokens and changes of password.
#[derive(Clone, Copy, Debug)]
pub struct AuthStates<'a> {
    pub(crate) table: &'a Table,
}

impl AuthStates<'_> {
    /// Reads a user's auth state consistently. `None` if there is no such user.
    pub async fn get(self, id: UserId) -> Result<Option<AuthState>> {
        self.table.get(&keys::auth_state(id), true).await?.map(from_item).transpose()
    }

    /// Revokes the caller's token, and drops revocations that have expired.
    pub async fn revoke_token(self, viewer: &Viewer, now: i64) -> Result<()> {
        let (old, kept): (Vec<_>, Vec<_>) = viewer.auth.revoked.iter().partition(|(_, until)| **until <= now);
        let auth = Write::update_existing(keys::auth_state(viewer.id()));
        let write = if kept.len() < REVOKED_MAX {
            let until = viewer.claims.exp.max(now + REVOKED_FOR);
            let revoke = auth.set_entry(REVOKED, &viewer.claims.jti_hash(), number(until));
            old.into_iter().fold(revoke, |write, (jti, _)| write.remove_entry(REVOKED, jti))
        } else {
            // The list is full: revoke all tokens instead, those from a clock ahead of this one included, and clear the
            // list.
            let until = viewer.auth.revoke_at(now + CLOCK_LEEWAY - 1);
            auth.set(VALID_AFTER, number(until)).remove(SPARED).set(REVOKED, AttributeValue::M(HashMap::new()))
        };
        match self.table.write(write).await? {
            Ok(_) => Ok(()),
            // The user was deleted since the auth state was read, and the token with them.
            Err(Refused(_)) => Err(Error::invalid_token()),
        }
    }

    /// Revokes every token of the caller, the calling one included, whatever clock issued it.
    pub async fn revoke_all_tokens(self, viewer: &Viewer, now: i64) -> Result<()> {
        let until = viewer.auth.revoke_at(now).max(viewer.claims.iat);
        match self.table.write(forget_exempt(revoke_up_to(viewer.id(), until))).await? {
            Ok(_) => Ok(()),
            Err(Refused(None)) => Err(Error::invalid_token()),
            // A later revocation of all tokens came first.
            Err(Refused(Some(_))) => Ok(()),
        }
    }

    /// Changes the caller's password and revokes all their tokens but the calling one. Returns `false` if the stored
    /// hash is not `old` any more.
    pub async fn change_password(self, viewer: &Viewer, old: &str, new: &str, now: i64) -> Result<bool> {
        let id = viewer.id();
        let revoke = exempt_caller(revoke_up_to(id, viewer.auth.revoke_at(now)), viewer)?;
        match self.table.transact(vec![replace_hash(id, old, new), revoke]).await? {
            Ok(()) => Ok(true),
            Err(Cancelled(causes)) if causes.first() == Some(&true) => Ok(false),
            Err(Cancelled(_)) => Err(changed_meanwhile()),
        }
    }
}

/// Exempts the calling token from a revocation of all.
pub(crate) fn exempt_caller(revoke: Write, viewer: &Viewer) -> Result<Write> {
    let exempt = ExemptToken { jti: viewer.claims.jti_hash(), iat: viewer.claims.iat };
    Ok(revoke.set(SPARED, serde_dynamo::to_attribute_value(exempt).map_err(Error::internal)?))
}

/// Removes the exemption of an earlier revocation.
pub(crate) fn forget_exempt(revoke: Write) -> Write {
    revoke.remove(SPARED)
}

/// Revokes all tokens issued up to that second. An earlier revocation never replaces a later one.
pub(crate) fn revoke_up_to(id: UserId, until: i64) -> Write {
    Write::update_existing(keys::auth_state(id))
        .set(VALID_AFTER, number(until))
        .only_if("#valid_after <= :until")
        .bind(":until", number(until))
}

/// Makes a write conditional on the status and roles that were read, since they decide who may make the change and
/// which counts go with it.
pub(crate) fn same_status_and_roles(write: Write, auth: &AuthState) -> Result<Write> {
    let status = serde_dynamo::to_attribute_value(auth.status).map_err(Error::internal)?;
    let flag = AttributeValue::Bool;
    Ok(write
        .only_if("#status = :status_read AND #is_staff = :is_staff AND #is_superuser = :is_superuser")
        .bind(":status_read", status)
        .bind(":is_staff", flag(auth.is_staff))
        .bind(":is_superuser", flag(auth.is_superuser)))
}
