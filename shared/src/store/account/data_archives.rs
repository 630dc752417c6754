//! The archives of their data that users ask for: one item for each user, about the last one.

use jiff::Timestamp;

use crate::domain::event::Event;
use crate::domain::{DataArchive, Id, Result, UserId};
use crate::dynamo::{ABSENT, Item, Table, Write, number, number_of};
use crate::store::item::{from_item, keys, to_item, value};

/// The archives that users ask for.
#[derive(Clone, Copy, Debug)]
pub struct DataArchives<'a> {
    pub(crate) table: &'a Table,
}

impl DataArchives<'_> {
    /// Reads the last archive that a user has asked for consistently.
    pub async fn get(self, user: UserId) -> Result<Option<DataArchive>> {
        self.table.get(&keys::data_archive(user), true).await?.map(from_item).transpose()
    }

    /// Stores a request in place of `before`. Returns `false` if another request came first.
    pub async fn request(self, user: UserId, before: Option<&DataArchive>, after: &DataArchive) -> Result<bool> {
        let put = Write::put(to_item(&keys::data_archive(user), after)?);
        let put = match before {
            None => put.only_if(ABSENT),
            Some(before) => put.only_if("#id = :before").bind(":before", number(before.id)),
        };
        Ok(self.table.write(put).await?.is_ok())
    }

    /// Stores when the archive of this request was generated. Returns `false` if the user has asked for another one, or is
    /// deleted.
    pub async fn finish(self, user: UserId, id: Id, now: Timestamp) -> Result<bool> {
        self.set(user, id, "generated", now).await
    }

    /// Stores when the archive of this request was downloaded.
    pub async fn mark_downloaded(self, user: UserId, id: Id, now: Timestamp) -> Result<()> {
        self.set(user, id, "downloaded", now).await.map(drop)
    }

    async fn set(self, user: UserId, id: Id, attribute: &str, now: Timestamp) -> Result<bool> {
        let write = Write::update(keys::data_archive(user)).set(attribute, value(now)?);
        Ok(self.table.write_repeatable(write.only_if("#id = :id").bind(":id", number(id))).await?.is_ok())
    }
}

/// The event of a change: a new request.
pub(crate) fn requested(user: UserId, old: Option<Item>, new: Option<Item>) -> Result<Option<Event>> {
    let Some(new) = new else { return Ok(None) };
    let id = |item: &Item| number_of::<u64>(item, "id");
    if old.is_some_and(|old| id(&old) == id(&new)) {
        return Ok(None);
    }
    let archive: DataArchive = from_item(new)?;
    Ok(Some(Event::ArchiveRequested { user, id: archive.id }))
}
