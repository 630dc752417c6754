//! Clean-up of what a deleted post leaves behind.

use jiff::Timestamp;

use crate::domain::counter::CounterOwner;
use crate::domain::{Id, Result, UserId};
use crate::dynamo::{GSI1, GSI2, Key, MAIN, Query, Range, Write, number};
use crate::store::cleanup::deleted_users::Cleanup;
use crate::store::counter::counters::CounterItems;
use crate::store::item::{ItemKind, keys, keys_of};
use crate::store::paging;

/// Items of a deleted post that one part deletes.
const PART: usize = 200;
/// Attribute with the author of the deleted post.
pub(crate) const AUTHOR: &str = "author";

impl Cleanup<'_> {
    /// Deletes a part of what a deleted post left: reactions, ballots, media, comments, and notifications about it; the first
    /// part marks its counters. If more may be left, and after the `first` part in any case, since indexes lag, it writes
    /// the clean-up item, whose change triggers the next part. Idempotent.
    pub async fn post(self, id: Id, author: UserId, first: bool, now: Timestamp) -> Result<()> {
        if first {
            CounterItems { table: self.table }.retire(CounterOwner::Post(id), now).await?;
        }
        let partition = keys::post(id).pk;
        let rows = self.table.query(Query { consistent: true, limit: PART, ..Query::all(&partition) }).await?;
        let sort = keys::id_sort(id);
        let range = Range::Between(&sort, &sort);
        let notes = paging::merged(self.table, &[(GSI2, keys::caused(author))], range, true, PART).await?;
        let ballots = paging::merged(self.table, &[(GSI2, keys::ballots(id))], Range::All, true, PART).await?;
        let media = paging::merged(self.table, &[(GSI2, keys::media_of(id))], Range::All, true, PART).await?;
        let mut more = first || [rows.len(), notes.len(), ballots.len(), media.len()].contains(&PART);
        let mut others: Vec<_> = notes.into_iter().chain(ballots).chain(media).collect();
        let comments = keys::comments(id).map(|partition| (MAIN, partition));
        for list in comments.chain(keys::replies_on(id).map(|partition| (GSI1, partition))) {
            let part = paging::merged(self.table, &[list], Range::All, true, PART).await?;
            more |= part.len() == PART;
            others.extend(part);
        }
        let keys = rows.iter().chain(others.iter().map(|(_, row)| row));
        let keys = keys_of(keys)?;
        // Ids are never reused; the check costs nothing.
        let left = keys.into_iter().filter(|key| !is_kept(key));
        self.table.batch_delete(left.collect()).await?;
        let again = if more {
            Write::update(keys::post_cleanup(id)).set(AUTHOR, number(author)).add("part", number(1))
        } else {
            Write::delete(keys::post_cleanup(id))
        };
        self.table.write_if(again).await?;
        Ok(())
    }
}

/// Whether an item of a deleted post's partition stays: the request for the next part, the counters, which expire later,
/// and a post, which would have taken the id again.
fn is_kept(key: &Key) -> bool {
    matches!(
        ItemKind::parse(&key.pk, &key.sk),
        ItemKind::PostCleanup(_) | ItemKind::PostCounters(_) | ItemKind::Post(_)
    )
}
