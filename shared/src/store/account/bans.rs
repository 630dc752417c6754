//! Bans by staff, and the queue of flagged and banned users, which is derived.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::domain::account::audit::AuditedAction;
use crate::domain::counter::Counter;
use crate::domain::cursor::{Page, PageRequest};
use crate::domain::event::Event;
use crate::domain::{
    AuthState, Ban, Contribution, Error, FlagTarget, FlaggedUser, Id, Result, Status, UserId, UserQueue,
};
use crate::dynamo::{Backoff, GSI1, Item, Range, Table, Write, number, number_of, text, text_of};
use crate::store::Store;
use crate::store::account::accounts::Account;
use crate::store::account::audit::audit_writes;
use crate::store::account::auth_states::{self, forget_exempt, raise_generation, same_status_and_roles};
use crate::store::account::labelled_writes::changed_meanwhile;
use crate::store::counter::counters::attribute;
use crate::store::item::{ItemKind, from_item, keys, value};
use crate::store::mail::mails::tell_of_ban;
use crate::store::paging::{self, COUNTED_MAX, Source};

/// The attribute of the auth state with the ban.
const BAN: &str = "ban";

impl Store {
    /// Bans by staff.
    pub fn bans(&self) -> Bans<'_> {
        Bans { table: &self.table }
    }

    /// Puts a user, a post or a comment in its place in the queue of the moderators, or takes it off, as its flags and the
    /// decisions of staff now say. `flag` is the id of a flag that was set. Idempotent.
    pub async fn update_queue(&self, flagged: FlagTarget, flag: Option<Id>, now: Timestamp) -> Result<()> {
        match flagged {
            FlagTarget::User(user) => self.bans().update_queue(user, now).await,
            FlagTarget::Post(post) => self.moderations().update_queue(Contribution::Post(post), flag).await,
            FlagTarget::Comment(at) => self.moderations().update_queue(Contribution::Comment(at), flag).await,
        }
    }

    /// Whether a user, a post or a comment is not in its place in the queue of the moderators.
    pub async fn is_misplaced_in_queue(&self, flagged: FlagTarget, now: Timestamp) -> Result<bool> {
        match flagged {
            FlagTarget::User(user) => self.bans().is_misplaced(user, now).await,
            FlagTarget::Post(post) => self.moderations().is_misplaced(Contribution::Post(post)).await,
            FlagTarget::Comment(at) => self.moderations().is_misplaced(Contribution::Comment(at)).await,
        }
    }
}

/// Bans by staff.
#[derive(Clone, Copy, Debug)]
pub struct Bans<'a> {
    table: &'a Table,
}

/// Where a user is in the queue, and the writes that fail if what that depends on has changed.
struct Place {
    keys: Option<[String; 2]>,
    unchanged: Vec<Write>,
}

impl Bans<'_> {
    /// Bans an account as it was read, or lifts its ban (`None`). A ban ends all tokens, sessions and
    /// codes, and asks for a mail to the user.
    pub async fn decide(
        self,
        target: &Account,
        after: Option<&Ban>,
        audited: &AuditedAction,
        now: Timestamp,
    ) -> Result<()> {
        let (id, auth) = (target.profile.id, &target.auth);
        let write = match after {
            Some(after) => {
                let raise = forget_exempt(raise_generation(id, auth.revoke_at(now.as_second())));
                raise.set(BAN, value(after)?)
            }
            None => Write::update_existing(keys::auth_state(id)).remove(BAN),
        };
        let mut writes = vec![still(same_status_and_roles(write, auth)?, auth)?];
        writes.extend(audit_writes(id, audited)?);
        if after.is_some() {
            writes.push(tell_of_ban(id, now)?);
        }
        self.table.transact(writes).await?.map_err(|_| changed_meanwhile())
    }

    /// Reads a page of the users in these parts of the queue, most flagged first, or least flagged.
    pub async fn queue(self, parts: &[UserQueue], ascending: bool, request: &PageRequest) -> Result<Page<FlaggedUser>> {
        let page = paging::page(self.table, &queues(parts), ascending, request).await?;
        let rows = page.rows.iter().map(|row| {
            let sort = text_of(row, GSI1.sk)?;
            keys::parse_user_queue_sort(sort).ok_or_else(|| Error::internal(format!("{sort} is not in the queue")))
        });
        Ok(Page { rows: rows.collect::<Result<_>>()?, next: page.next, previous: page.previous })
    }

    /// Counts the users in these parts of the queue, up to [`COUNTED_MAX`].
    pub async fn count(self, parts: &[UserQueue]) -> Result<usize> {
        Ok(paging::merged(self.table, &queues(parts), Range::All, false, COUNTED_MAX).await?.len())
    }

    /// Reads the auth states of these users and how many users have flagged each.
    pub async fn states(self, users: &[UserId]) -> Result<HashMap<UserId, (AuthState, u64)>> {
        let keys = users.iter().flat_map(|user| [keys::auth_state(*user), keys::counters(*user)]).collect();
        let (mut states, mut flags) = (Vec::new(), HashMap::new());
        for item in self.table.batch_get(keys, false).await? {
            match ItemKind::of(&item)? {
                ItemKind::AuthState(user) => states.push((user, from_item(item)?)),
                ItemKind::Counters(user) => drop(flags.insert(user, flags_of(&item))),
                kind => return Err(Error::internal(format!("{kind:?} was not asked for"))),
            }
        }
        let with_flags = |(user, state)| (user, (state, flags.get(&user).copied().unwrap_or(0)));
        Ok(states.into_iter().map(with_flags).collect())
    }

    /// Puts a user in their place in the queue, or takes them off, as their flags and the ban now say. Idempotent;
    /// concurrent calls apply one after the other.
    pub async fn update_queue(self, user: UserId, now: Timestamp) -> Result<()> {
        let key = keys::flagged_user(user);
        let mut backoff = Backoff::new();
        loop {
            let Some(place) = self.place(user, now).await? else {
                return Ok(self.table.write_if(Write::delete(key)).await?);
            };
            let write = match place.keys {
                None => Write::delete(key.clone()),
                Some([pk, sk]) => Write::update(key.clone()).set(GSI1.pk, text(pk)).set(GSI1.sk, text(sk)),
            };
            let writes = [vec![write], place.unchanged].concat();
            if self.table.transact(writes).await?.is_ok() {
                return Ok(());
            }
            backoff.wait("a user kept changing").await?;
        }
    }

    /// Whether a user is not in their place in the queue.
    pub async fn is_misplaced(self, user: UserId, now: Timestamp) -> Result<bool> {
        let key = keys::flagged_user(user);
        let (place, listed) = tokio::try_join!(self.place(user, now), async { Ok(self.table.get(&key, true).await?) })?;
        let listed =
            listed.map(|item| [GSI1.pk, GSI1.sk].map(|name| text_of(&item, name).unwrap_or_default().to_owned()));
        Ok(place.and_then(|place| place.keys) != listed)
    }

    /// Reads what the place of a user in the queue depends on, consistently. `None` if the user is gone.
    async fn place(self, user: UserId, now: Timestamp) -> Result<Option<Place>> {
        let (mut state, mut flags) = (None, 0);
        for item in self.table.batch_get(vec![keys::auth_state(user), keys::counters(user)], true).await? {
            match ItemKind::of(&item)? {
                ItemKind::AuthState(_) => state = Some(from_item::<AuthState>(item)?),
                _ => flags = flags_of(&item),
            }
        }
        let Some(state) = state.filter(|state| state.status != Status::Deleted) else { return Ok(None) };
        let part = match state.ban_at(now) {
            Some(_) => Some(UserQueue::Banned),
            None => (flags > 0).then_some(UserQueue::Open),
        };
        let entry = FlaggedUser { user, flags };
        let check = same_status_and_roles(Write::check(keys::auth_state(user)), &state)?;
        Ok(Some(Place {
            keys: part.map(|part| [keys::user_queue(part), keys::user_queue_sort(entry)]),
            unchanged: vec![still(check, &state)?, has_flags(Write::check(keys::counters(user)), flags)],
        }))
    }
}

fn queues(parts: &[UserQueue]) -> Vec<Source> {
    parts.iter().map(|part| (GSI1, keys::user_queue(*part))).collect()
}

/// Makes a write depend on the ban that was read.
fn still(write: Write, read: &AuthState) -> Result<Write> {
    Ok(match &read.ban {
        None => write.only_if("attribute_not_exists(#ban)"),
        Some(read) => write.only_if("#ban = :ban_read").bind(":ban_read", value(read)?),
    })
}

/// Makes a write depend on the number of flags that was read.
fn has_flags(write: Write, flags: u64) -> Write {
    let name = attribute(Counter::Flags);
    let write = match flags {
        0 => write.only_if(&format!("attribute_not_exists(#{name}) OR #{name} <= :flags")),
        _ => write.only_if(&format!("#{name} = :flags")),
    };
    write.bind(":flags", number(flags))
}

fn flags_of(counters: &Item) -> u64 {
    number_of(counters, &attribute(Counter::Flags))
}

/// The event of a change of an auth state: of a ban, or of anything else.
pub(crate) fn event(user: UserId, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let read = |item: &Option<Item>| -> Result<Option<Ban>> {
        let ban = item.as_ref().and_then(|item| item.get(BAN)).cloned();
        ban.map(serde_dynamo::from_attribute_value).transpose().map_err(Error::internal)
    };
    if old.is_some() && new.is_some() {
        let (before, after) = (read(&old)?, read(&new)?);
        if before != after {
            return Ok(Some(Event::BanChanged { user, before, after }));
        }
    }
    auth_states::event(user, old, new)
}
