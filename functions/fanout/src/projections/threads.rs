//! Threads: writes the newest replies beside each comment, and removes deleted comments that have no replies.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::{CommentRef, CountedComment, Result};

use crate::batch::Batch;
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Threads that are processed concurrently.
const PARALLEL: usize = 16;

/// What the batch did to a thread, and the records that did it.
#[derive(Default)]
struct Changes {
    /// A reply was written or removed.
    replies: bool,
    /// The comment was deleted, or a reply to it was removed, which may have been the last one.
    may_be_childless: bool,
    records: Vec<String>,
}

/// Updates each thread that the batch changes, once.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut threads: BTreeMap<CommentRef, Changes> = BTreeMap::new();
    for record in &batch.records {
        let Event::CommentChanged { before, after } = &record.event else { continue };
        let Some(CountedComment { comment, .. }) = after.as_deref().or(before.as_deref()) else { continue };
        let changes = threads.entry(comment.at.parent().unwrap_or(comment.at)).or_default();
        match comment.at.parent {
            Some(_) => {
                changes.replies = true;
                changes.may_be_childless |= after.is_none();
            }
            None => changes.may_be_childless |= !comment.is_live(),
        }
        changes.records.push(record.id.clone());
    }
    let updating: Vec<_> = threads.into_iter().map(|(thread, changes)| try_update(fanout, thread, changes)).collect();
    futures::stream::iter(updating).buffer_unordered(PARALLEL).collect().await
}

/// Updates one thread.
async fn try_update(fanout: &Fanout, thread: CommentRef, changes: Changes) -> Failures {
    match update(fanout, thread, &changes).await {
        Ok(()) => Failures::default(),
        Err(error) => {
            tracing::warn!(comment = %thread.id, %error, "cannot update a thread");
            Failures::of(changes.records, &error)
        }
    }
}

async fn update(fanout: &Fanout, thread: CommentRef, changes: &Changes) -> Result<()> {
    if changes.replies {
        fanout.store.comments().update_latest(thread).await?;
    }
    if changes.may_be_childless {
        fanout.store.comments().remove_childless(thread).await?;
    }
    Ok(())
}
