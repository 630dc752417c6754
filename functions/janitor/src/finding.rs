//! Findings: rows that contradict their source items, and how each is repaired.

use jiff::Timestamp;
use shared::domain::counter::CounterOwner;
use shared::domain::profile::search::NameIndexEntry;
use shared::domain::{CommentRef, FlagTarget, Result, UserId};
use shared::store::{Link, Recount, Row, Store};

use crate::repair::Repair;

/// A row, or a missing row, that contradicts its source items.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// The counters of a user, a post or a comment differ from the numbers of source items.
    Counters(Recount),
    /// The newest replies beside this comment differ from its replies, or it is deleted and has none.
    Thread(CommentRef),
    /// The name index lacks this word of a user, or has a word that is not the user's.
    NameIndex(UserId, NameIndexEntry),
    /// An edge or friendship with a deleted or soft-deleted user, and those of its users who are deleted.
    Link(Link, Vec<UserId>),
    /// A notification of the first user, who hides the second, who caused it.
    Hidden([UserId; 2], Row),
    /// A user, post or comment is not in its place in the queue of the moderators.
    Queue(FlagTarget),
    /// A row of a deleted user.
    Orphan(UserId, Row),
    /// A claim of a deleted user on a name.
    Claim(UserId, Row),
    /// A row that DynamoDB has not deleted although it expired more than two days ago.
    Expired(Row),
}

impl Finding {
    /// The repair that the finding needs.
    pub fn repair(&self) -> Repair {
        match self {
            Self::Counters(recount) => match recount.of {
                CounterOwner::User(_) => Repair::Counters,
                CounterOwner::Post(_) | CounterOwner::Comment(_) => Repair::PostCounters,
            },
            Self::Thread(_) => Repair::Threads,
            Self::NameIndex(..) => Repair::Names,
            Self::Link(..) => Repair::Edges,
            Self::Hidden(..) => Repair::Hidden,
            Self::Queue(_) => Repair::Queue,
            Self::Orphan(..) => Repair::Orphans,
            Self::Claim(..) => Repair::Claims,
            Self::Expired(_) => Repair::Expired,
        }
    }

    /// Makes the repair and logs it. Returns `false`, and changes nothing, if the row has changed since it was read.
    pub(crate) async fn apply(&self, store: &Store, now: Timestamp) -> Result<bool> {
        let repaired = match self {
            Self::Counters(recount) => store.counters().repair(recount).await?,
            Self::Thread(comment) => {
                store.comments().update_latest(*comment).await?;
                store.comments().remove_childless(*comment).await.map(|()| true)?
            }
            Self::NameIndex(user, entry) => {
                store.name_index().repair(*user, [entry.clone()].into()).await.map(|()| true)?
            }
            Self::Link(link, deleted) => {
                // `fanout` counts the deletion of the edge. Counters that this creates for a deleted user must expire.
                for user in deleted {
                    store.counters().retire(CounterOwner::User(*user), now).await?;
                }
                store.maintenance().remove_link(*link).await?
            }
            Self::Hidden(_, row) => store.maintenance().delete_notification(row).await?,
            Self::Queue(flagged) => store.update_queue(*flagged, None, now).await.map(|()| true)?,
            Self::Orphan(user, row) => store.maintenance().delete_orphan(row, *user, now).await?,
            Self::Claim(user, row) => store.maintenance().delete_claim(row, *user).await?,
            Self::Expired(row) => store.maintenance().delete_expired(row, now.as_second()).await?,
        };
        if repaired {
            self.log("repaired");
        }
        Ok(repaired)
    }

    /// Logs the finding with the ids of its users, without names.
    pub(crate) fn log(&self, message: &str) {
        let repair = self.repair();
        match self {
            Self::Counters(recount) => {
                let (of, differences) = (recount.of, recount.differences());
                tracing::warn!(%repair, ?of, ?differences, "{message}");
            }
            Self::NameIndex(user, _) | Self::Orphan(user, _) | Self::Claim(user, _) => {
                tracing::warn!(%repair, %user, "{message}");
            }
            Self::Hidden(users, _) => tracing::warn!(%repair, ?users, "{message}"),
            Self::Thread(comment) => tracing::warn!(%repair, comment = %comment.id, "{message}"),
            Self::Queue(flagged) => tracing::warn!(%repair, ?flagged, "{message}"),
            Self::Link(link, _) => tracing::warn!(%repair, users = ?link.ends(), "{message}"),
            // Not worth a warning: DynamoDB deletes thousands of expired rows without a log line.
            Self::Expired(_) => tracing::debug!(%repair, "{message}"),
        }
    }
}
