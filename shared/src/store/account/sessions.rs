//! Sessions of users.

use jiff::Timestamp;

use crate::domain::account::audit::{AuditKind, AuditedAction};
use crate::domain::account::session::SESSIONS_MAX;
use crate::domain::event::Event;
use crate::domain::{AuthState, Error, Id, Result, Session, UserId};
use crate::dynamo::{ABSENT, Cancelled, EXISTS, Item, Query, Range, Refused, Table, Write, number};
use crate::store::account::audit::audit_writes;
use crate::store::account::auth_states::{
    AuthStates, forget_exempt, raise_generation, revoke, same_status_and_roles, told,
};
use crate::store::account::labelled_writes::changed_meanwhile;
use crate::store::id_attempts::IdAttempts;
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::mail::mails::tell_of_end;

/// Attribute of the auth state with the oldest session that may be alive.
const FIRST_SESSION: &str = "first_session";

/// Why a session ends.
#[derive(Clone, Copy, Debug)]
pub enum EndCause<'a> {
    /// A logout, or the revocation or the reuse of its tokens.
    Logout,
    /// The user ends it from the list of their sessions.
    List,
    /// Staff end it.
    Staff(&'a AuditedAction),
}

/// Sessions of users.
#[derive(Clone, Copy, Debug)]
pub struct Sessions<'a> {
    pub(crate) table: &'a Table,
}

impl Sessions<'_> {
    /// Stores a session that a login begins, with another id if the user has one with this id. `fanout` ends the oldest
    /// if there are too many.
    pub async fn begin(self, user: UserId, mut session: Session) -> Result<Session> {
        let mut attempts = IdAttempts::default();
        loop {
            let put = Write::put(to_item(&keys::session(user, session.id), &session)?).only_if(ABSENT);
            if self.table.write(put).await?.is_ok() {
                return Ok(session);
            }
            attempts.taken()?;
            session.id = Id::generate(session.id.created());
        }
    }

    /// Reads a session consistently, alive or not.
    pub async fn get(self, user: UserId, session: Id) -> Result<Option<Session>> {
        self.table.get(&keys::session(user, session), true).await?.map(from_item).transpose()
    }

    /// Reads a session and the user's auth state consistently.
    pub async fn get_with_auth_state(self, user: UserId, session: Id) -> Result<Option<(Session, AuthState)>> {
        let keys = vec![keys::session(user, session), keys::auth_state(user)];
        let (mut found, mut auth) = (None, None);
        for item in self.table.batch_get(keys, true).await? {
            if ItemKind::of(&item)? == ItemKind::AuthState(user) {
                auth = Some(from_item(item)?);
            } else {
                found = Some(from_item(item)?);
            }
        }
        Ok(found.zip(auth))
    }

    /// Reads the user's sessions consistently, newest first, alive or not.
    pub async fn list(self, user: UserId) -> Result<Vec<Session>> {
        let partition = keys::user(user);
        let range = Range::Prefix(keys::SESSIONS);
        let query = Query { range, consistent: true, ascending: false, ..Query::all(&partition) };
        self.table.query(query).await?.into_iter().map(from_item).collect()
    }

    /// Writes the next rotation of a session. `Err` with the session as it stands, if there is one, where another
    /// request has rotated or ended it since it was read.
    pub async fn rotate(
        self,
        user: UserId,
        before: &Session,
        after: &Session,
    ) -> Result<std::result::Result<(), Option<Session>>> {
        let key = keys::session(user, before.id);
        let write = Write::update_existing(key.clone())
            .changes(&to_item(&key, before)?, &to_item(&key, after)?)
            .only_if("#rotation = :rotation")
            .bind(":rotation", number(before.rotation));
        match self.table.write(write).await? {
            Ok(_) => Ok(Ok(())),
            Err(Refused(item)) => Ok(Err(item.map(from_item).transpose()?)),
        }
    }

    /// Ends a session: deletes it, and revokes its access tokens until none can be alive. A deleted user is an invalid
    /// token.
    pub async fn end(
        self,
        user: UserId,
        session: Id,
        auth: &AuthState,
        until: i64,
        now: i64,
        cause: EndCause<'_>,
    ) -> Result<()> {
        let revoke = revoke(user, auth, &session.to_string(), until, now);
        let delete = Write::delete(keys::session(user, session));
        let (writes, refused) = match cause {
            EndCause::Logout => (vec![revoke, delete], Error::invalid_token()),
            EndCause::List => (vec![told(revoke, AuditKind::EndSession, now)?, delete], Error::invalid_token()),
            EndCause::Staff(audited) => {
                let mut writes = vec![same_status_and_roles(revoke, auth)?, delete];
                writes.extend(audit_writes(user, audited)?);
                (writes, changed_meanwhile())
            }
        };
        self.table.transact(writes).await?.map_err(|Cancelled(_)| refused)
    }

    /// Ends every session, token and pending code of another user, for staff.
    pub async fn end_all(self, user: UserId, auth: &AuthState, audited: &AuditedAction, now: i64) -> Result<()> {
        let raise = forget_exempt(raise_generation(user, auth.revoke_at(now)));
        let mut writes = vec![same_status_and_roles(raise, auth)?];
        writes.extend(audit_writes(user, audited)?);
        self.table.transact(writes).await?.map_err(|_| changed_meanwhile())
    }

    /// Ends a session whose refresh token was used twice, and asks for a mail that tells the user where `notify` is set.
    /// Returns `false` if the session has ended since it was read. A deleted user is an invalid token.
    pub async fn end_reused(
        self,
        user: UserId,
        session: Id,
        auth: &AuthState,
        until: i64,
        (now, notify): (Timestamp, bool),
    ) -> Result<bool> {
        let revoke = revoke(user, auth, &session.to_string(), until, now.as_second());
        let mut writes = vec![revoke, Write::delete(keys::session(user, session)).only_if(EXISTS)];
        if notify {
            writes.push(tell_of_end(user, session, now)?);
        }
        match self.table.transact(writes).await? {
            Ok(()) => Ok(true),
            Err(Cancelled(causes)) if causes.first() == Some(&true) => Err(Error::invalid_token()),
            Err(Cancelled(_)) => Ok(false),
        }
    }

    /// Ends the oldest sessions beyond the limit, and deletes those that ended with all others. Idempotent.
    pub async fn end_oldest(self, user: UserId, now: i64) -> Result<()> {
        let (sessions, auth) = tokio::try_join!(self.list(user), AuthStates { table: self.table }.get(user))?;
        // A session may begin while its user is being deleted.
        let is_alive =
            |session: &Session| auth.as_ref().is_some_and(|auth| auth.keeps(session)) && session.expires > now;
        let (alive, mut ended): (Vec<_>, Vec<_>) = sessions.into_iter().partition(is_alive);
        if let Some((kept, oldest)) = alive.split_at_checked(SESSIONS_MAX)
            && let Some(first) = kept.last().filter(|_| !oldest.is_empty())
        {
            let raise = Write::update_existing(keys::auth_state(user))
                .set(FIRST_SESSION, number(first.id))
                .only_if("attribute_not_exists(#first_session) OR #first_session < :first")
                .bind(":first", number(first.id));
            self.table.write_if(raise).await?;
            ended.extend_from_slice(oldest);
        }
        self.table.batch_delete(ended.iter().map(|session| keys::session(user, session.id)).collect()).await?;
        Ok(())
    }
}

/// The event of a session that begins, or is used for the first time on a day.
pub(crate) fn used(user: UserId, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let day_of_use = |item| from_item::<Session>(item).map(|session| session.last_day());
    let (before, day) = (old.map(day_of_use).transpose()?, day_of_use(new)?);
    Ok((before != Some(day)).then_some(Event::SessionUsed { user, day, begins: before.is_none() }))
}
