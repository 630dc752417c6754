//! Clearing away what a deleted user leaves behind: in parts, each of which asks for the next.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use super::Store;
use super::edges::all_sources;
use super::keys::{self, GSI2, Key, MAIN};
use super::posts::posts_of;
use super::profiles::Consistency;
use super::table::{Query, Range, from_item};
use super::write::{Item, Write, number};
use crate::domain::{Profile, Result, UserId};

/// Rows of a kind that one part clears away.
const PART: usize = 200;
/// How long a deleted user's counters are kept, in seconds: changes of theirs may still be on their way.
const COUNTERS_FOR: i64 = 48 * 60 * 60;
const ALL: &str = "all";

impl Store {
    /// Clears away a part of what a deleted user left: edges in both directions, friendships, the notifications that
    /// they caused, and with `all` every row of their own, their posts, and what they did about those of others. If
    /// anything may be left, and after the `first` part in any case, since indexes lag, the item that says so is
    /// touched; the stream tells of that, and so on until nothing is left. Doing it twice does no harm.
    pub async fn sweep_user(&self, id: UserId, all: bool, first: bool, now: Timestamp) -> Result<()> {
        if first {
            if all { self.retire_counters(id, now).await? } else { self.mark_gone(id, None).await? }
        }
        let (mut keys, mut more) = (Vec::new(), first);
        let own = [posts_of(id), (GSI2, keys::done_by(id)), (MAIN, keys::feed(id))].into_iter().filter(|_| all);
        for source in all_sources(id).into_iter().chain([(GSI2, keys::caused(id))]).chain(own) {
            let rows = self.merged(&[source], Range::All, true, PART).await?;
            more |= rows.len() == PART;
            keys.extend(rows.iter().map(|(_, row)| Key::of(row)).collect::<Result<Vec<_>>>()?);
        }
        let partition = keys::user(id);
        let ranges: &[Range<'_>] =
            if all { &[Range::All] } else { &[Range::Prefix(keys::FOLLOWS), Range::Prefix(keys::HIDES)] };
        for range in ranges {
            let query = Query { range: *range, consistent: true, limit: PART, ..Query::all(&partition) };
            let rows = self.table.query(query).await?;
            more |= rows.len() == PART;
            let rows = rows.iter().map(Key::of).collect::<Result<Vec<_>>>()?;
            keys.extend(rows.into_iter().filter(|row| row.sk != keys::COUNTERS && row.sk != keys::SWEEP));
        }
        self.table.batch_delete(keys).await?;
        let again = if more {
            Write::update(keys::sweep(id)).set(ALL, AttributeValue::Bool(all)).add("part", number(1))
        } else {
            Write::delete(keys::sweep(id))
        };
        self.table.write(again).await.map(drop)
    }

    /// Lets the numbers of a user who is gone expire, once changes of theirs can no longer be on their way.
    pub async fn retire_counters(&self, id: UserId, now: Timestamp) -> Result<()> {
        self.mark_gone(id, Some(now.as_second() + COUNTERS_FOR)).await
    }

    /// Whether one of these two is not to be found. That both are is read cheaply; that one is not, consistently.
    pub async fn is_one_gone(&self, ids: [UserId; 2]) -> Result<bool> {
        for consistent in [false, true] {
            let items = self.table.batch_get(ids.map(keys::profile).to_vec(), consistent).await?;
            let profiles: Vec<Profile> = items.into_iter().map(from_item).collect::<Result<_>>()?;
            if profiles.iter().filter(|profile| !profile.is_deleted()).count() == ids.len() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether nothing is left of a user: they were deleted, and not only softly. Read cheaply, and then consistently.
    pub async fn is_no_more(&self, id: UserId) -> Result<bool> {
        let there = self.profile(id, Consistency::Eventual).await?.is_some();
        Ok(!there && self.profile(id, Consistency::Strong).await?.is_none())
    }
}

/// Whether a sweep takes the user's own rows as well.
pub(super) fn is_of_all(item: &Item) -> bool {
    item.get(ALL).and_then(|all| all.as_bool().ok()).copied().unwrap_or(false)
}
