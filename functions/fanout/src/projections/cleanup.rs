//! Clean-up: deletes what deleted users, posts, comments and folders leave behind, page by page. Each page triggers the next
//! through an event of its own.

use futures::StreamExt as _;
use shared::domain::event::Event;
use shared::domain::{EdgeKind, Flag, FlagTarget, ReactionKind, Result};

use crate::batch::{Batch, Record};
use crate::failures::Failures;
use crate::fanout::Fanout;

/// Records that are processed concurrently.
const PARALLEL: usize = 8;

/// Cleans up one page for each event that asks for it.
pub async fn project(fanout: &Fanout, batch: &Batch) -> Failures {
    let cleaning: Vec<_> = batch.records.iter().map(|record| try_clean_up(fanout, record)).collect();
    futures::stream::iter(cleaning).buffer_unordered(PARALLEL).collect().await
}

/// Processes one record.
async fn try_clean_up(fanout: &Fanout, record: &Record) -> Failures {
    Failures::after(&record.id, clean_up(fanout, record).await, "cannot clean up")
}

async fn clean_up(fanout: &Fanout, record: &Record) -> Result<()> {
    let (store, now) = (&fanout.store, fanout.clock.now());
    match &record.event {
        Event::UserDeleted(profile) => store.cleanup().user(profile.id, true, true, now).await,
        Event::UserUpdated { before, after } if after.is_deleted() && !before.is_deleted() => {
            store.cleanup().user(after.id, false, true, now).await
        }
        Event::PostDeleted(post) => store.cleanup().post(post.post, post.author, true, now).await,
        Event::HeldPostRemoved { post, author } if store.posts().get(*post, true).await?.is_none() => {
            store.cleanup().post(*post, *author, true, now).await
        }
        Event::PostCleanupDue { post, author } => store.cleanup().post(*post, *author, false, now).await,
        // A reaction, ballot, comment or vote for one that was written while its user was being deleted.
        Event::Reacted(kind, reaction)
            if *kind != ReactionKind::View && store.profiles().is_hard_deleted(reaction.user).await? =>
        {
            store.reactions().remove(*kind, reaction.post, reaction.user).await
        }
        Event::PollVoted { after: Some(ballot), .. } if store.profiles().is_hard_deleted(ballot.user).await? => {
            store.ballots().remove(ballot.post, ballot.user).await
        }
        Event::CommentChanged { before: None, after: Some(after) }
            if store.profiles().is_hard_deleted(after.comment.author).await? =>
        {
            store.comments().erase_late(after.comment.at, now).await
        }
        Event::CommentChanged { before: Some(before), after: None } => {
            store.cleanup().comment(before.comment.at.id, true, before.votes > 0).await
        }
        Event::CommentCleanupDue(comment) => store.cleanup().comment(*comment, false, false).await,
        Event::Flagged(flag) if is_orphan(fanout, flag).await? => store.flags().remove(flag).await,
        Event::CommentVoted(vote) if store.profiles().is_hard_deleted(vote.user).await? => {
            store.comment_votes().remove(vote.at, vote.user).await
        }
        Event::UserCleanupDue { user, all } => store.cleanup().user(*user, *all, false, now).await,
        Event::FolderDeleted(folder) => store.folders().clear(*folder).await,
        // A hide or block that was written while one of its users was being deleted: the clean-up may have missed it. For edges
        // that are counted, the counters detect this.
        Event::Linked(EdgeKind::Hide, edge) if store.profiles().is_any_missing([edge.from, edge.to]).await? => {
            store.blocks().clear(edge.from, edge.to).await
        }
        _ => Ok(()),
    }
}

/// Whether the user who flags, or who is flagged, was deleted for good.
async fn is_orphan(fanout: &Fanout, flag: &Flag) -> Result<bool> {
    let profiles = fanout.store.profiles();
    match flag.target {
        FlagTarget::User(user) if profiles.is_hard_deleted(user).await? => Ok(true),
        _ => profiles.is_hard_deleted(flag.by).await,
    }
}
