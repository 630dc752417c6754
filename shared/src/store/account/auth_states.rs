//! Auth states: generations of credentials, revocation of tokens, and changes of password.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::domain::account::activity::Activity;
use crate::domain::account::audit::{AuditKind, OwnAct};
use crate::domain::account::auth_state::{ExemptToken, REVOKED_FOR, REVOKED_MAX};
use crate::domain::account::token::CLOCK_LEEWAY;
use crate::domain::event::Event;
use crate::domain::{AuthState, Error, Result, UserId, Viewer};
use crate::dynamo::{Cancelled, Item, Refused, Table, Write, number};
use crate::store::account::labelled_writes::changed_meanwhile;
use crate::store::account::password::replace_hash;
use crate::store::item::{from_item, keys, value};

const VALID_AFTER: &str = "valid_after";
const GENERATION: &str = "generation";
const SPARED: &str = "spared";
const REVOKED: &str = "revoked";
const LIMITED: &str = "limited";
/// Attribute with the last [`OwnAct`].
const OWN_ACT: &str = "own_act";
/// Attempts at a write that other changes of the same auth state can precede.
const ATTEMPTS: usize = 4;

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

    /// Marks that a user has done something too often, until that second (since 1970). A user who is gone has no mark.
    pub async fn limit(self, id: UserId, activity: Activity, until: i64) -> Result<()> {
        let map = BTreeMap::from([(activity.name(), until)]);
        let first = Write::update_existing(keys::auth_state(id))
            .set(LIMITED, value(map)?)
            .only_if("attribute_not_exists(#limited)");
        match self.table.write_repeatable(first).await? {
            Ok(_) | Err(Refused(None)) => Ok(()),
            Err(Refused(Some(_))) => {
                let entry = Write::update_existing(keys::auth_state(id));
                let entry = entry.set_entry(LIMITED, activity.name(), number(until));
                Ok(self.table.write_if(entry).await?)
            }
        }
    }

    /// Revokes the caller's token, and drops revocations that have expired.
    pub async fn revoke_token(self, viewer: &Viewer, now: i64) -> Result<()> {
        let until = viewer.claims.exp.max(now + REVOKED_FOR);
        let write = revoke(viewer.id(), &viewer.auth, &viewer.claims.jti_hash(), until, now);
        match self.table.write(write).await? {
            Ok(_) => Ok(()),
            // The user was deleted since the auth state was read, and the token with them.
            Err(Refused(_)) => Err(Error::invalid_token()),
        }
    }

    /// Ends every token, session and pending code of the caller, the calling token included, whatever clock issued it.
    pub async fn revoke_all_tokens(self, viewer: &Viewer, now: i64) -> Result<()> {
        self.revoke_all(viewer, |auth| {
            let until = auth.revoke_at(now).max(viewer.claims.iat);
            told(forget_exempt(raise_generation(viewer.id(), until)), AuditKind::EndSessions, now)
        })
        .await
    }

    /// Ends every token, session and pending code of the caller, except the calling token and its session.
    pub async fn revoke_other_tokens(self, viewer: &Viewer, now: i64) -> Result<()> {
        self.revoke_all(viewer, |auth| {
            let raise = exempt(raise_generation(viewer.id(), auth.revoke_at(now)), &viewer.exempt_token(), auth)?;
            told(raise, AuditKind::EndSessions, now)
        })
        .await
    }

    /// Writes what follows from the auth state as it stands. A caller whose token has ended meanwhile is an invalid
    /// token.
    async fn revoke_all(self, viewer: &Viewer, write: impl Fn(&AuthState) -> Result<Write>) -> Result<()> {
        let mut auth = viewer.auth.clone();
        for _ in 0..ATTEMPTS {
            match self.table.write(write(&auth)?).await? {
                Ok(_) => return Ok(()),
                Err(Refused(None)) => return Err(Error::invalid_token()),
                Err(Refused(Some(item))) => auth = from_item(item)?,
            }
            if !auth.admits(&viewer.claims) {
                return Err(Error::invalid_token());
            }
        }
        Err(Error::unavailable("the auth state kept changing"))
    }

    /// Changes the caller's password, and ends all tokens, sessions and codes but the calling token and its session.
    /// Returns `false` if the stored hash is not `old` any more.
    pub async fn change_password(self, viewer: &Viewer, old: &str, new: &str, now: i64) -> Result<bool> {
        let id = viewer.id();
        let raise = exempt_caller(raise_generation(id, viewer.auth.revoke_at(now)), viewer)?;
        let raise = told(raise, AuditKind::ChangePassword, now)?;
        match self.table.transact(vec![replace_hash(id, old, new), raise]).await? {
            Ok(()) => Ok(true),
            Err(Cancelled(causes)) if causes.first() == Some(&true) => Ok(false),
            Err(Cancelled(_)) => Err(changed_meanwhile()),
        }
    }
}

/// Revokes a token or a session until that second, and drops revocations that have expired.
pub(crate) fn revoke(id: UserId, auth: &AuthState, entry: &str, until: i64, now: i64) -> Write {
    let (old, kept): (Vec<_>, Vec<_>) = auth.revoked.iter().partition(|(_, until)| **until <= now);
    let write = Write::update_existing(keys::auth_state(id));
    if kept.len() < REVOKED_MAX {
        let old = old.into_iter().filter(|(known, _)| *known != entry);
        return old.fold(write.set_entry(REVOKED, entry, number(until)), |write, (known, _)| {
            write.remove_entry(REVOKED, known)
        });
    }
    // The list is full: revoke all tokens instead, those from a clock ahead of this one included, and clear the list.
    write
        .set(VALID_AFTER, number(auth.revoke_at(now + CLOCK_LEEWAY - 1)))
        .add(GENERATION, number(1))
        .remove(SPARED)
        .set(REVOKED, AttributeValue::M(HashMap::new()))
}

/// Tells what the user does to their own account with this write of its auth state, for the audit trail.
pub(crate) fn told(write: Write, action: AuditKind, now: i64) -> Result<Write> {
    Ok(write.set(OWN_ACT, value(OwnAct::new(action, now))?))
}

/// The event of a change of an auth state, with what the user did, if it was the user.
pub(crate) fn event(user: UserId, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    // No token of a new account is older than its auth state.
    let Some(old) = old.filter(|old| Some(old) != new.as_ref()) else { return Ok(None) };
    let act = new.as_ref().and_then(|new| new.get(OWN_ACT)).filter(|act| old.get(OWN_ACT) != Some(act));
    let act = act.map(|act| serde_dynamo::from_attribute_value(act.clone()).map_err(Error::internal)).transpose()?;
    Ok(Some(Event::AuthStateChanged(user, act)))
}

/// Exempts the calling token and its session from what ends all.
pub(crate) fn exempt_caller(raise: Write, viewer: &Viewer) -> Result<Write> {
    exempt(raise, &viewer.exempt_token(), &viewer.auth)
}

/// Exempts a token and its session from what ends all, on the condition that they have not ended since `auth` was read.
pub(crate) fn exempt(raise: Write, token: &ExemptToken, auth: &AuthState) -> Result<Write> {
    Ok(same_generation(raise.set(SPARED, value(token)?), auth))
}

/// Makes a write conditional on the generation of credentials that was read.
pub(crate) fn same_generation(write: Write, auth: &AuthState) -> Write {
    // Accounts from before there were generations have none stored.
    let condition = match auth.generation {
        0 => "attribute_not_exists(#generation) OR #generation = :generation_read",
        _ => "#generation = :generation_read",
    };
    write.only_if(condition).bind(":generation_read", number(auth.generation))
}

/// Removes the exemption of an earlier revocation.
pub(crate) fn forget_exempt(raise: Write) -> Write {
    raise.remove(SPARED)
}

/// Raises the generation of credentials, which ends all sessions, pending codes and tokens that kith issued, and revokes
/// all tokens issued up to that second. An earlier revocation never replaces a later one.
pub(crate) fn raise_generation(id: UserId, until: i64) -> Write {
    Write::update_existing(keys::auth_state(id))
        .add(GENERATION, number(1))
        .set(VALID_AFTER, number(until))
        .only_if("#valid_after <= :until")
        .bind(":until", number(until))
}

/// Raises the generation of credentials for a change that `viewer` makes to the account `id`. Users who change their own
/// account keep the calling token and its session.
pub(crate) fn raise_generation_by(viewer: &Viewer, id: UserId, auth: &AuthState, now: i64) -> Result<Write> {
    let raise = raise_generation(id, auth.revoke_at(now));
    if viewer.id() == id { exempt_caller(raise, viewer) } else { Ok(forget_exempt(raise)) }
}

/// Makes a write conditional on the status and roles that were read, since they decide who may make the change and
/// which counts go with it.
pub(crate) fn same_status_and_roles(write: Write, auth: &AuthState) -> Result<Write> {
    let flag = AttributeValue::Bool;
    Ok(write
        .only_if("#status = :status_read AND #is_staff = :is_staff AND #is_superuser = :is_superuser")
        .bind(":status_read", value(auth.status)?)
        .bind(":is_staff", flag(auth.is_staff))
        .bind(":is_superuser", flag(auth.is_superuser)))
}
