//! What is wrong, and how it is put right.

use std::fmt;

use jiff::Timestamp;
use shared::domain::counter::CounterOwner;
use shared::domain::profile::search::NameIndexEntry;
use shared::domain::{Result, UserId};
use shared::store::{Link, Recount, Row, Store};

/// Something that contradicts the facts.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// The numbers of a user or a post are not those of the facts.
    Counters(Recount),
    /// The index of names lacks this word of a user, or has it though it is none.
    Name(UserId, NameIndexEntry),
    /// An edge or friendship of which an end is not to be found, and those of its ends that are gone altogether.
    Link(Link, Vec<UserId>),
    /// A row of a user who is gone.
    Orphan(UserId, Row),
    /// A claim of a user who is gone.
    Claim(UserId, Row),
    /// A row that DynamoDB should have deleted long ago.
    Expired(Row),
}

/// A kind of repair, in the order in which those of a slice are made: numbers are set before edges go, so that what
/// `fanout` takes off for an edge is there to be taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// Numbers of users were set to those of the facts.
    Counters,
    /// Numbers of posts were.
    PostCounters,
    /// Words came into the index of names, or left it.
    Names,
    /// Edges and friendships with nobody went.
    Edges,
    /// Rows of users who are gone went.
    Orphans,
    /// Claims of users who are gone went.
    Claims,
    /// Expired rows went.
    Expired,
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Counters => "counters",
            Self::PostCounters => "tallies",
            Self::Names => "names",
            Self::Edges => "edges",
            Self::Orphans => "orphans",
            Self::Claims => "claims",
            Self::Expired => "expired",
        })
    }
}

impl Finding {
    /// Which repair it asks for.
    pub fn repair(&self) -> Repair {
        match self {
            Self::Counters(recount) => match recount.of {
                CounterOwner::User(_) => Repair::Counters,
                CounterOwner::Post(_) => Repair::PostCounters,
            },
            Self::Name(..) => Repair::Names,
            Self::Link(..) => Repair::Edges,
            Self::Orphan(..) => Repair::Orphans,
            Self::Claim(..) => Repair::Claims,
            Self::Expired(_) => Repair::Expired,
        }
    }

    /// Puts it right, and says so in the log. `false`: it has changed since it was looked at, and stays as it is.
    pub(crate) async fn put_right(&self, store: &Store, now: Timestamp) -> Result<bool> {
        let repaired = match self {
            Self::Counters(recount) => store.counters().repair(recount).await?,
            Self::Name(user, entry) => store.name_index().repair(*user, [entry.clone()].into()).await.map(|()| true)?,
            Self::Link(link, gone) => {
                // What fanout takes off for the edge must not make them numbers that stay.
                for user in gone {
                    store.cleanup().retire_counters(*user, now).await?;
                }
                store.maintenance().remove_link(*link).await?
            }
            Self::Orphan(user, row) => store.maintenance().delete_orphan(row, *user, now).await?,
            Self::Claim(user, row) => store.maintenance().delete_claim(row, *user).await?,
            Self::Expired(row) => store.maintenance().delete_expired(row, now.as_second()).await?,
        };
        if repaired {
            self.tell("repaired");
        }
        Ok(repaired)
    }

    /// Says in the log whom it is about: ids, and never a name.
    pub(crate) fn tell(&self, what: &str) {
        let repair = self.repair();
        match self {
            Self::Counters(recount) => {
                let (of, differences) = (recount.of, recount.differences());
                tracing::warn!(%repair, ?of, ?differences, "{what}");
            }
            Self::Name(user, _) | Self::Orphan(user, _) | Self::Claim(user, _) => {
                tracing::warn!(%repair, %user, "{what}");
            }
            Self::Link(link, _) => tracing::warn!(%repair, users = ?link.ends(), "{what}"),
            // DynamoDB does the same thousands of times without a word.
            Self::Expired(_) => tracing::debug!(%repair, "{what}"),
        }
    }
}
