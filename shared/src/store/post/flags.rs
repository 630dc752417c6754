//! Flags: an item each, in the partition of what it is about.

use crate::domain::cursor::{Page, PageRequest};
use crate::domain::event::Event;
use crate::domain::{Flag, FlagTarget, FlagType, Result, UserId};
use crate::dynamo::{ABSENT, Backoff, EXISTS, GSI2, Item, MAIN, Refused, Table, Write, number, text};
use crate::store::item::{from_item, keys, to_item};
use crate::store::paging;

/// Flags of posts, comments and users.
#[derive(Clone, Copy, Debug)]
pub struct Flags<'a> {
    pub(crate) table: &'a Table,
}

impl Flags<'_> {
    /// Reads a user's flag consistently.
    pub async fn get(self, target: FlagTarget, by: UserId) -> Result<Option<Flag>> {
        self.table.get(&keys::flag(target, by), true).await?.map(from_item).transpose()
    }

    /// Which of these a user has flagged.
    pub async fn flagged_by(self, targets: &[FlagTarget], by: UserId) -> Result<Vec<FlagTarget>> {
        let keys = targets.iter().map(|target| keys::flag(*target, by)).collect();
        let flags = self.table.batch_get(keys, false).await?.into_iter().map(from_item::<Flag>);
        flags.map(|flag| flag.map(|flag| flag.target)).collect()
    }

    /// Flags, replaces a flag of another type, or takes back one of the same type; `before` is the flag that was read.
    /// Concurrent calls apply one after the other.
    pub async fn toggle(self, flag: &Flag, mut before: Option<Flag>) -> Result<()> {
        let key = keys::flag(flag.target, flag.by);
        let mut backoff = Backoff::new();
        loop {
            let is = |write: Write, there: FlagType| {
                write.only_if("#flag_type = :there").bind(":there", number(there.get()))
            };
            let write = match before {
                None => Write::put(flag_item(flag)?).only_if(ABSENT),
                Some(there) if there.flag_type == flag.flag_type => is(Write::delete(key.clone()), there.flag_type),
                Some(there) => is(Write::put(flag_item(flag)?), there.flag_type),
            };
            let Err(Refused(item)) = self.table.write(write).await? else { return Ok(()) };
            before = item.map(from_item).transpose()?;
            backoff.wait("a flag kept changing").await?;
        }
    }

    /// Flags, or replaces a flag of another type.
    pub async fn set(self, flag: &Flag) -> Result<()> {
        let other = format!("{ABSENT} OR #flag_type <> :type");
        let put = Write::put(flag_item(flag)?).only_if(&other).bind(":type", number(flag.flag_type.get()));
        Ok(self.table.write_if(put).await?)
    }

    /// Takes a flag of this type back, or of any type.
    pub async fn unset(self, target: FlagTarget, by: UserId, flag_type: Option<FlagType>) -> Result<()> {
        let delete = Write::delete(keys::flag(target, by));
        let delete = match flag_type {
            Some(flag_type) => delete.only_if("#flag_type = :type").bind(":type", number(flag_type.get())),
            None => delete.only_if(EXISTS),
        };
        Ok(self.table.write_if(delete).await?)
    }

    /// Reads a page of the flags of a target, in the order of the rows.
    pub async fn page(self, target: FlagTarget, request: &PageRequest) -> Result<Page<Flag>> {
        let list = (MAIN, keys::flagged(target));
        let page = paging::page_of_prefix(self.table, list, keys::FLAGS, request).await?;
        let rows = page.rows.into_iter().map(from_item).collect::<Result<_>>()?;
        Ok(Page { rows, next: page.next, previous: page.previous })
    }

    /// Removes a flag of something that was deleted, or by a deleted user.
    pub async fn remove(self, flag: &Flag) -> Result<()> {
        Ok(self.table.write_if(Write::delete(keys::flag(flag.target, flag.by))).await?)
    }
}

fn flag_item(flag: &Flag) -> Result<Item> {
    let key = keys::flag(flag.target, flag.by);
    let mut item = to_item(&key, flag)?;
    item.insert(GSI2.pk.to_owned(), text(keys::reactions_by(flag.by)));
    item.insert(GSI2.sk.to_owned(), text(keys::flag_sort(flag.id, &key)));
    Ok(item)
}

/// The event of a change of a flag. A change of its type has none.
pub(crate) fn event(old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    Ok(match (old, new) {
        (None, Some(new)) => Some(Event::Flagged(from_item(new)?)),
        (Some(old), None) => Some(Event::Unflagged(from_item(old)?)),
        _ => None,
    })
}
