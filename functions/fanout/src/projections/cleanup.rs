//! What a deleted user leaves behind: rows of their own, and edges in both directions. And what a deleted folder does:
//! those that lie in it.

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::{EdgeKind, ReactionKind, Result};

use crate::{Batch, Failures, Fanout, Record};

/// Records dealt with at the same time.
const PARALLEL: usize = 8;

/// Clears away what belongs to users who are gone, a bounded part at a time: what is left is asked for by an event of
/// its own.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let clearing: Vec<_> = batch.records.iter().map(|record| try_clear(fanout, record)).collect();
    futures::stream::iter(clearing).buffer_unordered(PARALLEL).filter_map(std::future::ready).collect().await
}

/// Deals with one record; answers it if that failed.
async fn try_clear(fanout: &Fanout, record: &Record) -> Option<String> {
    let error = clear(fanout, record).await.err()?;
    tracing::warn!(sequence = record.id, %error, "not cleared away");
    Some(record.id.clone())
}

async fn clear(fanout: &Fanout, record: &Record) -> Result<()> {
    let (store, now) = (&fanout.store, fanout.clock.now());
    match &record.event {
        Event::UserDeleted(profile) => store.cleanup().user(profile.id, true, true, now).await,
        Event::UserUpdated { before, after } if after.is_deleted() && !before.is_deleted() => {
            store.cleanup().user(after.id, false, true, now).await
        }
        Event::PostDeleted(post) => store.cleanup().post(post.id, post.author, true).await,
        Event::PostCleanupDue { post, author } => store.cleanup().post(*post, *author, false).await,
        // What was being done about a post while its user was being deleted.
        Event::Reacted(kind, reaction)
            if *kind != ReactionKind::View && store.profiles().is_hard_deleted(reaction.user).await? =>
        {
            store.reactions().remove(*kind, reaction.post, reaction.user).await
        }
        Event::PollVoted { after: Some(ballot), .. } if store.profiles().is_hard_deleted(ballot.user).await? => {
            store.ballots().remove(ballot.post, ballot.user).await
        }
        Event::UserCleanupDue { user, all } => store.cleanup().user(*user, *all, false, now).await,
        Event::FolderDeleted(folder) => store.folders().clear(*folder).await,
        // An edge that was being made while one of its ends was being deleted: the sweep may not have seen it. Of those
        // that count, the counters tell.
        Event::Linked(EdgeKind::Hide, edge) if store.profiles().is_any_missing([edge.from, edge.to]).await? => {
            store.hides().remove(edge.from, edge.to).await.map(drop)
        }
        _ => Ok(()),
    }
}
