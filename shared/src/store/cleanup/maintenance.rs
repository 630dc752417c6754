//! The scan of the janitor, and its repairs.

use jiff::Timestamp;

use crate::domain::counter::CounterOwner;
use crate::domain::{Result, UserId};
use crate::dynamo::{EXISTS, EXPIRES, Key, Table, Write, number, text, text_of};
use crate::store::cleanup::rows::{Link, Row, row};
use crate::store::counter::counters::CounterItems;
use crate::store::graph::edges::Edges;
use crate::store::item::{ItemKind, keys};

/// Attributes of the item that remembers where a scan stopped.
const AFTER_PK: &str = "after_pk";
const AFTER_SK: &str = "after_sk";
/// Attributes of the heartbeat: when the last run began and when one last ended, in milliseconds since 1970.
const BEGAN_AT: &str = "began_at";
const ENDED_AT: &str = "ended_at";

/// Where a scan continues.
#[derive(Clone, Debug, PartialEq)]
pub struct Position(Key);

/// The scan of the janitor and its repairs.
#[derive(Clone, Copy, Debug)]
pub struct Maintenance<'a> {
    pub(crate) table: &'a Table,
}

impl Maintenance<'_> {
    /// Scans up to `limit` items after a position, or from the start. Also returns where to continue; `None` at the end
    /// of the table. A page ends after a megabyte, so fewer items do not mean the end.
    pub async fn rows_after(self, from: Option<&Position>, limit: usize) -> Result<(Vec<Row>, Option<Position>)> {
        let (items, next) = self.table.scan(from.map(|Position(key)| key.item()), limit).await?;
        let next = next.as_ref().map(|item| Key::of(item).map(Position)).transpose()?;
        Ok((items.into_iter().map(row).collect::<Result<_>>()?, next))
    }

    /// Reads these items again, consistently. Deleted ones are left out.
    pub async fn reread(self, rows: &[Row]) -> Result<Vec<Row>> {
        let keys = rows.iter().map(|row| row.key.clone()).collect();
        self.table.batch_get(keys, true).await?.into_iter().map(row).collect()
    }

    /// Reads the profiles, posts and comments that have these counters. Missing ones are left out.
    pub async fn rows_of(self, owners: &[CounterOwner]) -> Result<Vec<Row>> {
        let key = |owner: &CounterOwner| match *owner {
            CounterOwner::User(user) => keys::profile(user),
            CounterOwner::Post(post) => keys::post(post),
            CounterOwner::Comment(at) => keys::comment(at),
        };
        self.table.batch_get(owners.iter().map(key).collect(), true).await?.into_iter().map(row).collect()
    }

    /// Reads where the last scan stopped. `None` if it reached the end, or there was none.
    pub async fn position(self) -> Result<Option<Position>> {
        let item = self.table.get(&keys::janitor_position(), true).await?;
        let Some(item) = item.filter(|item| item.contains_key(AFTER_PK)) else { return Ok(None) };
        let [pk, sk] = [AFTER_PK, AFTER_SK].map(|name| text_of(&item, name).map(str::to_owned));
        Ok(Some(Position(Key { pk: pk?, sk: sk? })))
    }

    /// Records that a run begins. Each run does, whatever becomes of it, and the change wakes `fanout`: an alarm fires if
    /// that stops.
    pub async fn begin_run(self, now: Timestamp) -> Result<()> {
        self.beat(BEGAN_AT, now).await
    }

    /// Records that a run ends.
    pub async fn end_run(self, now: Timestamp) -> Result<()> {
        self.beat(ENDED_AT, now).await
    }

    async fn beat(self, name: &str, now: Timestamp) -> Result<()> {
        let write = Write::update(keys::janitor_heartbeat()).set(name, number(now.as_millisecond()));
        Ok(self.table.write_if(write).await?)
    }

    /// Records where a scan stopped.
    pub async fn save_position(self, position: Option<&Position>) -> Result<()> {
        let write = Write::update(keys::janitor_position());
        let write = match position {
            Some(Position(Key { pk, sk })) => write.set(AFTER_PK, text(pk)).set(AFTER_SK, text(sk)),
            None => write.remove(AFTER_PK).remove(AFTER_SK),
        };
        self.table.write_if(write).await?;
        Ok(())
    }

    /// Removes an edge or friendship. Returns `false` if it was gone.
    pub async fn remove_link(self, link: Link) -> Result<bool> {
        match link {
            Link::Edge(kind, edge) => Edges { table: self.table, kind }.remove(edge.from, edge.to).await,
            Link::Friendship(friendship) => {
                let write = Write::delete(keys::friendship(friendship.from, friendship.to)).only_if(EXISTS);
                Ok(self.table.write(write).await?.is_ok())
            }
        }
    }

    /// Deletes an item of a deleted user; counters expire instead. Returns `false` if it was gone.
    pub async fn delete_orphan(self, row: &Row, user: UserId, now: Timestamp) -> Result<bool> {
        if matches!(ItemKind::parse(&row.key.pk, &row.key.sk), ItemKind::Counters(_)) {
            let counters = CounterItems { table: self.table };
            return counters.retire(CounterOwner::User(user), now).await.map(|()| true);
        }
        self.delete_if(row, |write| write.only_if(EXISTS)).await
    }

    /// Deletes a notification. Returns `false` if it was gone.
    pub async fn delete_notification(self, row: &Row) -> Result<bool> {
        self.delete_if(row, |write| write.only_if(EXISTS)).await
    }

    /// Deletes an expired item. Returns `false` if it was extended, or was gone.
    pub async fn delete_expired(self, row: &Row, now: i64) -> Result<bool> {
        self.delete_if(row, |write| write.only_if(&format!("#{EXPIRES} <= :now")).bind(":now", number(now))).await
    }

    /// Deletes a claim of this user. Returns `false` if it is not theirs any more.
    pub async fn delete_claim(self, row: &Row, id: UserId) -> Result<bool> {
        self.delete_if(row, |write| write.only_if("#id = :id").bind(":id", number(id))).await
    }

    async fn delete_if(self, row: &Row, condition: impl Fn(Write) -> Write) -> Result<bool> {
        Ok(self.table.write(condition(Write::delete(row.key.clone()))).await?.is_ok())
    }
}
