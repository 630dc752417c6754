//! Moderation: keeps the queue of the moderators, and deletes what they have decided to delete.

use std::collections::BTreeMap;

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::{Contribution, FeedEntry, FlagTarget, Id, Moderation, Result, Verdict};

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Contributions and users that are processed concurrently.
const PARALLEL: usize = 8;

/// What the batch did to a contribution or a user, and the records that did it.
#[derive(Default)]
struct Changes {
    flag: Option<Id>,
    /// Staff have deleted it; with its entry if it is a post.
    deleted: Option<Option<FeedEntry>>,
    records: Vec<String>,
}

/// Processes each contribution and each user that the batch flags or moderates, once. The batch must be counted before.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let mut flagged: BTreeMap<FlagTarget, Changes> = BTreeMap::new();
    for record in &batch.records {
        let Some((target, change)) = change(record) else { continue };
        let changes = flagged.entry(target).or_default();
        changes.flag = change.flag.or(changes.flag);
        changes.deleted = change.deleted.or(changes.deleted);
        changes.records.extend(change.records);
    }
    let applying: Vec<_> = flagged.into_iter().map(|(target, changes)| try_apply(fanout, target, changes)).collect();
    futures::stream::iter(applying).buffer_unordered(PARALLEL).collect().await
}

fn change(record: &Record) -> Option<(FlagTarget, Changes)> {
    let changes = Changes { records: vec![record.id.clone()], ..Changes::default() };
    match &record.event {
        Event::Flagged(flag) => Some((flag.target, Changes { flag: Some(flag.id), ..changes })),
        Event::Unflagged(flag) => Some((flag.target, changes)),
        Event::BanChanged { user, .. } => Some((FlagTarget::User(*user), changes)),
        // A deleted user leaves the queue.
        Event::UserUpdated { before, after } if after.is_deleted() && !before.is_deleted() => {
            Some((FlagTarget::User(after.id), changes))
        }
        Event::Moderated { contribution, post, after, .. } => {
            let deleted = matches!(after, Some(Moderation { verdict: Verdict::Deleted, .. })).then_some(*post);
            Some(((*contribution).into(), Changes { deleted, ..changes }))
        }
        // A blank leaves the queue, and a restored comment comes back.
        Event::CommentChanged { before: Some(_), after: Some(after) } => {
            Some((FlagTarget::Comment(after.comment.at), changes))
        }
        _ => None,
    }
}

async fn try_apply(fanout: &Fanout, target: FlagTarget, changes: Changes) -> Failures {
    match apply(fanout, target, &changes).await {
        Ok(()) => Failures::default(),
        Err(error) => {
            tracing::warn!(?target, %error, "cannot moderate");
            Failures::of(changes.records, &error)
        }
    }
}

async fn apply(fanout: &Fanout, target: FlagTarget, changes: &Changes) -> Result<()> {
    let (store, now) = (&fanout.store, fanout.clock.now());
    match (changes.deleted, Contribution::flagged(target)) {
        (None, _) => store.update_queue(target, changes.flag, now).await,
        (Some(Some(post)), _) => store.posts().delete(post, None).await.map(drop),
        // A comment, or what was held for review.
        (Some(None), Some(contribution)) => {
            if let Contribution::Comment(at) = contribution {
                store.comments().delete(at, now, None).await?;
            }
            store.held().remove(contribution, None).await.map(drop)
        }
        (Some(None), None) => Ok(()),
    }
}
