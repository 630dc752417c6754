//! The audit trail: an entry for each change that one user makes to another's account, content or folders, in the transaction
//! of the change; and one for each change that users make to their own credentials, which `fanout` writes.

use jiff::Timestamp;

use crate::domain::account::audit::{AuditEntry, AuditedAction, OwnAct};
use crate::domain::cursor::{Page, PageRequest};
use crate::domain::{Error, Result, UserId};
use crate::dynamo::{ABSENT, Cancelled, EXPIRES, GSI1, Key, MAIN, Table, Write, number, text};
use crate::store::account::auth_states::same_status_and_roles;
use crate::store::item::{ItemKind, from_item, keys, to_item};
use crate::store::paging;

/// The audit trail of an account.
#[derive(Clone, Copy, Debug)]
pub struct AuditTrail<'a> {
    pub(crate) table: &'a Table,
}

impl AuditTrail<'_> {
    /// Reads a page of the audit trail of a user, newest first. It does not matter whether the user exists.
    pub async fn page(self, target: UserId, request: &PageRequest, now: Timestamp) -> Result<Page<AuditEntry>> {
        let page = paging::page(self.table, &[(MAIN, keys::audit(target))], false, request).await?;
        let entries = page.rows.into_iter().map(from_item::<AuditEntry>).collect::<Result<Vec<_>>>()?;
        // DynamoDB removes items some time after they expire.
        let rows = entries.into_iter().filter(|entry| entry.expires() > now.as_second()).collect();
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// Reads a page of what users did to what belongs to others, newest first, with the users whom it was done to.
    pub async fn page_of_all(self, request: &PageRequest, now: Timestamp) -> Result<Page<(UserId, AuditEntry)>> {
        let page = paging::page(self.table, &[(GSI1, keys::AUDIT_OF_ALL.to_owned())], false, request).await?;
        let keys = page.rows.iter().map(Key::of).collect::<std::result::Result<Vec<_>, _>>()?;
        let mut rows = Vec::with_capacity(keys.len());
        for item in self.table.batch_get(keys, false).await? {
            let ItemKind::AuditEntry(target) = ItemKind::of(&item)? else { continue };
            let entry: AuditEntry = from_item(item)?;
            if entry.expires() > now.as_second() {
                rows.push((target, entry));
            }
        }
        rows.sort_by(|(_, a), (_, b)| (b.at, &b.id).cmp(&(a.at, &a.id)));
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// Writes what a user did to their own account. Idempotent.
    pub async fn record_own(self, user: UserId, act: OwnAct) -> Result<()> {
        Ok(self.table.write_if(entry_write(user, &act.entry(user))?).await?)
    }
}

/// The writes that an audited action adds to its transaction: a check that the actor still has the role that permits
/// it, and the entry.
pub(crate) fn audit_writes(target: UserId, audited: &AuditedAction) -> Result<[Write; 2]> {
    let AuditedAction { entry, actor } = audited;
    let check = same_status_and_roles(Write::check(keys::auth_state(entry.actor)), actor)?;
    Ok([check, entry_write(target, entry)?])
}

/// The write of an entry.
pub(crate) fn entry_write(target: UserId, entry: &AuditEntry) -> Result<Write> {
    let key = keys::audit_entry(target, entry.at, &entry.id);
    let mut item = to_item(&key, entry)?;
    item.insert(EXPIRES.to_owned(), number(entry.expires()));
    if entry.actor != target {
        item.insert(GSI1.pk.to_owned(), text(keys::AUDIT_OF_ALL));
        item.insert(GSI1.sk.to_owned(), text(&key.sk));
    }
    Ok(Write::put(item).only_if(ABSENT))
}

/// Applies all of these writes, which change what `author` has written, with the entry of the trail if staff make the change, or
/// none. Without an entry a single write needs no transaction. It is `changed_meanwhile` if the role of the staff has changed.
pub(crate) async fn write_audited(
    table: &Table,
    author: UserId,
    mut writes: Vec<Write>,
    audited: Option<&AuditedAction>,
) -> Result<std::result::Result<(), Cancelled>> {
    let count = writes.len();
    match audited {
        None if count == 1 => {
            return Ok(table.write(writes.remove(0)).await?.map(drop).map_err(|_| Cancelled(vec![true])));
        }
        None => {}
        Some(audited) => writes.extend(audit_writes(author, audited)?),
    }
    match table.transact(writes).await? {
        Err(Cancelled(failed)) if !failed.iter().take(count).any(|failed| *failed) => {
            Err(Error::changed_meanwhile("account"))
        }
        written => Ok(written),
    }
}
