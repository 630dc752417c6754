//! The audit trail: an entry for each change that one user makes to another's account or folders, in the transaction of
//! the change.

use jiff::Timestamp;

use crate::domain::account::audit::{AuditEntry, AuditedAction};
use crate::domain::cursor::{Page, PageRequest};
use crate::domain::{Result, UserId};
use crate::dynamo::{ABSENT, EXPIRES, MAIN, Table, Write, number};
use crate::store::account::auth_states::same_status_and_roles;
use crate::store::item::{from_item, keys, to_item};
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
    let mut item = to_item(&keys::audit_entry(target, entry.at, &entry.id), entry)?;
    item.insert(EXPIRES.to_owned(), number(entry.expires()));
    Ok(Write::put(item).only_if(ABSENT))
}
