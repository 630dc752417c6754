//! Clean-up of what a removed comment leaves behind, and of the comments of a deleted user.

use futures::{StreamExt as _, TryStreamExt as _};
use jiff::Timestamp;

use crate::domain::{Id, Result, UserId};
use crate::dynamo::{GSI2, Key, Query, Range, Write, number};
use crate::store::cleanup::deleted_users::{Cleanup, PART};
use crate::store::item::{ItemKind, keys, keys_of};
use crate::store::paging;
use crate::store::post::comments::Comments;

/// Concurrent writes.
const PARALLEL: usize = 16;

impl Cleanup<'_> {
    /// Deletes a part of what a removed comment left: its place, its flags, and the votes for it. If more may be left, and
    /// after the first part if the comment `has_votes`, since indexes lag, it writes the clean-up item, whose change
    /// triggers the next part. Idempotent.
    pub async fn comment(self, id: Id, first: bool, has_votes: bool) -> Result<()> {
        let partition = keys::comment_place(id).pk;
        let rows = self.table.query(Query { consistent: true, limit: PART, ..Query::all(&partition) }).await?;
        let votes = (GSI2, keys::votes_for_comment(id));
        let votes = paging::merged(self.table, &[votes], Range::All, true, PART).await?;
        let more = first && has_votes || [rows.len(), votes.len()].contains(&PART);
        let keys = keys_of(rows.iter().chain(votes.iter().map(|(_, row)| row)))?;
        let is_cleanup = |key: &Key| matches!(ItemKind::parse(&key.pk, &key.sk), ItemKind::CommentCleanup(_));
        self.table.batch_delete(keys.into_iter().filter(|key| !is_cleanup(key)).collect()).await?;
        if more {
            let again = Write::update(keys::comment_cleanup(id)).add("part", number(1));
            self.table.write_if(again).await?;
        } else if !first {
            self.table.write_if(Write::delete(keys::comment_cleanup(id))).await?;
        }
        Ok(())
    }

    /// Takes away a part of the comments of a deleted user. Returns whether more may be left.
    pub(crate) async fn comments_by(self, author: UserId, now: Timestamp) -> Result<bool> {
        let list = (GSI2, keys::comments_by(author));
        let rows = paging::merged(self.table, &[list], Range::All, true, PART).await?;
        let comments = Comments { table: self.table };
        let erasing = keys_of(rows.iter().map(|(_, row)| row))?.into_iter().map(|key| comments.erase(key, now));
        futures::stream::iter(erasing).buffer_unordered(PARALLEL).try_collect::<()>().await?;
        Ok(rows.len() == PART)
    }
}
