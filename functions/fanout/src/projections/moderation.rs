//! Moderation: keeps the queue of the moderators, and deletes what they have decided to delete.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::{Contribution, FeedEntry, Id, Moderation, Result, Verdict};

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Contributions that are processed concurrently.
const PARALLEL: usize = 8;

/// What the batch did to a contribution, and the records that did it.
#[derive(Default)]
struct Changes {
    flag: Option<Id>,
    /// Staff have deleted it; with its entry if it is a post.
    deleted: Option<Option<FeedEntry>>,
    records: Vec<String>,
}

/// Processes each contribution that the batch flags or moderates, once. The batch must be counted before.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut contributions: BTreeMap<Contribution, Changes> = BTreeMap::new();
    for record in &batch.records {
        let Some((contribution, change)) = change(record) else { continue };
        let changes = contributions.entry(contribution).or_default();
        changes.flag = change.flag.or(changes.flag);
        changes.deleted = change.deleted.or(changes.deleted);
        changes.records.extend(change.records);
    }
    let applying: Vec<_> =
        contributions.into_iter().map(|(contribution, changes)| try_apply(fanout, contribution, changes)).collect();
    futures::stream::iter(applying).buffer_unordered(PARALLEL).collect().await
}

fn change(record: &Record) -> Option<(Contribution, Changes)> {
    let changes = Changes { records: vec![record.id.clone()], ..Changes::default() };
    match &record.event {
        Event::Flagged(flag) => Some((Contribution::flagged(flag.target)?, Changes { flag: Some(flag.id), ..changes })),
        Event::Unflagged(flag) => Some((Contribution::flagged(flag.target)?, changes)),
        Event::Moderated { contribution, post, after, .. } => {
            let deleted = matches!(after, Some(Moderation { verdict: Verdict::Deleted, .. })).then_some(*post);
            Some((*contribution, Changes { deleted, ..changes }))
        }
        // A blank leaves the queue, and a restored comment comes back.
        Event::CommentChanged { before: Some(_), after: Some(after) } => {
            Some((Contribution::Comment(after.comment.at), changes))
        }
        _ => None,
    }
}

async fn try_apply(fanout: &Fanout, contribution: Contribution, changes: Changes) -> Failures {
    match apply(fanout, contribution, &changes).await {
        Ok(()) => Failures::default(),
        Err(error) => {
            tracing::warn!(?contribution, %error, "cannot moderate");
            Failures::of(changes.records, &error)
        }
    }
}

async fn apply(fanout: &Fanout, contribution: Contribution, changes: &Changes) -> Result<()> {
    let store = &fanout.store;
    match (changes.deleted, contribution) {
        (None, _) => store.moderations().update_queue(contribution, changes.flag).await,
        (Some(Some(post)), _) => store.posts().delete(post, None).await.map(drop),
        (Some(None), Contribution::Comment(at)) => {
            store.comments().delete(at, fanout.clock.now(), None).await.map(drop)
        }
        (Some(None), Contribution::Post(_)) => Ok(()),
    }
}
