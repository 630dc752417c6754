//! The audit trail: an entry for each thing that somebody did to what is another's, in the transaction that did it.

use jiff::Timestamp;

use super::Store;
use super::accounts::same_standing;
use super::keys::{self, EXPIRES, MAIN};
use super::table::{from_item, to_item};
use super::write::{ABSENT, Write, number};
use crate::domain::audit::{Deed, Entry};
use crate::domain::cursor::{Page, PageRequest};
use crate::domain::{Result, UserId};

impl Store {
    /// A page of what others did to a user, newest first; whether there is or was such a user makes no difference.
    pub async fn page_of_audit(&self, target: UserId, request: &PageRequest, now: Timestamp) -> Result<Page<Entry>> {
        let page = self.page(&[(MAIN, keys::audit(target))], false, request).await?;
        let entries = page.rows.into_iter().map(from_item::<Entry>).collect::<Result<Vec<_>>>()?;
        // DynamoDB removes items some time after they expire.
        let rows = entries.into_iter().filter(|entry| entry.expires() > now.as_second()).collect();
        Ok(Page { rows, next: page.next, previous: page.previous })
    }
}

/// What a deed adds to the transaction that does it: that the actor is still what allows it, and the entry.
pub(super) fn deed_writes(target: UserId, deed: &Deed) -> Result<[Write; 2]> {
    let Deed { entry, actor } = deed;
    let check = same_standing(Write::check(keys::auth(entry.actor)), actor)?;
    let mut item = to_item(&keys::audit_entry(target, entry.at, &entry.id), entry)?;
    item.insert(EXPIRES.to_owned(), number(entry.expires()));
    Ok([check, Write::put(item).only_if(ABSENT)])
}
