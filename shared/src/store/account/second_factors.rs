//! Second factors: their set-up, the use of codes, and their removal.

use crate::domain::account::audit::{AuditKind, AuditedAction};
use crate::domain::account::second_factor::{Checked, Code, SecondFactor, Used};
use crate::domain::account::throttle::Limit;
use crate::domain::time::Clock;
use crate::domain::{AuthState, Error, Result, UserId, Viewer};
use crate::dynamo::{ABSENT, Refused, Table, Write, number};
use crate::store::Store;
use crate::store::account::audit::audit_writes;
use crate::store::account::auth_states::{
    forget_exempt, raise_generation, raise_generation_by, same_status_and_roles, told,
};
use crate::store::account::labelled_writes::changed_meanwhile;
use crate::store::item::{from_item, keys, to_item, value};

/// Attribute of the auth state that says whether logins need a code.
const SECOND_FACTOR: &str = "second_factor";
/// Attempts at a check of a code that others can precede: more than there are wrong codes before the throttle.
const ATTEMPTS: usize = 10;

/// Second factors.
#[derive(Clone, Copy, Debug)]
pub struct SecondFactors<'a> {
    pub(crate) table: &'a Table,
}

impl Store {
    /// Second factors.
    pub fn second_factors(&self) -> SecondFactors<'_> {
        SecondFactors { table: &self.table }
    }
}

impl SecondFactors<'_> {
    /// Reads a user's second factor consistently, on or not.
    pub async fn get(self, id: UserId) -> Result<Option<SecondFactor>> {
        self.table.get(&keys::second_factor(id), true).await?.map(from_item).transpose()
    }

    /// Stores a set-up in place of an earlier one.
    pub async fn begin(self, id: UserId, before: Option<&SecondFactor>, pending: &SecondFactor) -> Result<()> {
        let put = Write::put(to_item(&keys::second_factor(id), pending)?);
        let put = match before {
            Some(before) => unchanged(put, before),
            None => put.only_if(ABSENT),
        };
        self.table.write(put).await?.map(drop).map_err(|_| changed_meanwhile())
    }

    /// Turns the factor on, and ends all tokens, sessions and codes but the calling token and its session.
    pub async fn turn_on(self, viewer: &Viewer, before: &SecondFactor, after: &SecondFactor, now: i64) -> Result<()> {
        let id = viewer.id();
        let put = unchanged(Write::put(to_item(&keys::second_factor(id), after)?), before);
        let raise = raise_generation_by(viewer, id, &viewer.auth, now)?.set(SECOND_FACTOR, value(true)?);
        let raise = told(raise, AuditKind::EnableSecondFactor, now)?;
        self.table.transact(vec![put, raise]).await?.map_err(|_| changed_meanwhile())
    }

    /// Uses a code of a factor as it was read: it is not good again, for any request. Of requests at the same time with one
    /// code, one succeeds; of wrong codes at the same time, as many are told so as the limit allows. `None` if the code is
    /// wrong.
    pub async fn use_code(
        self,
        id: UserId,
        mut factor: SecondFactor,
        code: &Code,
        limit: Option<Limit>,
        clock: &Clock,
    ) -> Result<Option<(SecondFactor, Used)>> {
        for _ in 0..ATTEMPTS {
            let (after, used) = match factor.check(code, limit, clock.now())? {
                Checked::Right(after, used) => (after, Some(used)),
                Checked::Wrong(after) => (after, None),
            };
            let put = unchanged(Write::put(to_item(&keys::second_factor(id), &after)?), &factor);
            match self.table.write(put).await? {
                Ok(_) => return Ok(used.map(|used| (after, used))),
                // The factor was removed meanwhile.
                Err(Refused(None)) => return Ok(None),
                Err(Refused(Some(item))) => factor = from_item(item)?,
            }
        }
        Err(Error::unavailable("the second factor kept changing"))
    }

    /// Turns the caller's factor off, as it was read, and ends all tokens, sessions and codes but the calling token and its
    /// session.
    pub async fn turn_off(self, viewer: &Viewer, factor: &SecondFactor, now: i64) -> Result<()> {
        let id = viewer.id();
        let raise = raise_generation_by(viewer, id, &viewer.auth, now)?.remove(SECOND_FACTOR);
        let raise = told(raise, AuditKind::DisableSecondFactor, now)?;
        let delete = unchanged(Write::delete(keys::second_factor(id)), factor);
        self.table.transact(vec![delete, raise]).await?.map_err(|_| changed_meanwhile())
    }

    /// Turns the factor of a user off who has lost it, and ends all their tokens, sessions and codes. `audited` is set where
    /// staff do it, and not where an operator does.
    pub async fn reset(self, id: UserId, auth: &AuthState, audited: Option<&AuditedAction>, now: i64) -> Result<()> {
        let raise = forget_exempt(raise_generation(id, auth.revoke_at(now))).remove(SECOND_FACTOR);
        let mut writes = vec![same_status_and_roles(raise, auth)?, Write::delete(keys::second_factor(id))];
        if let Some(audited) = audited {
            writes.extend(audit_writes(id, audited)?);
        }
        self.table.transact(writes).await?.map_err(|_| changed_meanwhile())
    }
}

/// Makes a write conditional on the factor that was read.
fn unchanged(write: Write, read: &SecondFactor) -> Write {
    write.only_if("#version = :version_read").bind(":version_read", number(read.version))
}
