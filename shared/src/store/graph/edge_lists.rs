//! Lists of edges, newest first.

use std::collections::HashSet;

use crate::domain::cursor::{Page, PageRequest, Positioned};
use crate::domain::{Error, Result, UserId};
use crate::dynamo::{GSI1, GSI2, Item, Range, Table};
use crate::store::item::{ItemKind, keys};
use crate::store::paging;
use crate::store::paging::Source;

/// Hidden users that are left out of a user's lists and searches. Lists ignore those beyond, but for blocks.
pub const HIDDEN_MAX: usize = 1_000;

/// The newest rows of each of two lists that are compared.
pub const COMPARED_MAX: usize = 500;

/// A list of the users at the other end of a user's edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeList {
    /// The user's followers.
    Followers,
    /// The users whom the user follows.
    Followings,
    /// The user's connections.
    Connections,
    /// The users who sent the user a connection request.
    RequestsReceived,
    /// The users to whom the user sent a connection request.
    RequestsSent,
    /// The users whom the user hides.
    Hidden,
    /// The users whom the user blocks.
    Blocked,
}

impl EdgeList {
    /// Where the list is stored. Connections are in either index, depending on who sent the request.
    pub(crate) fn sources(self, id: UserId) -> Vec<Source> {
        match self {
            Self::Followers => vec![(GSI1, keys::followers(id))],
            Self::Followings => vec![(GSI2, keys::followings(id))],
            Self::Connections => vec![(GSI1, keys::connections(id)), (GSI2, keys::connections(id))],
            Self::RequestsReceived => vec![(GSI2, keys::requests_received(id))],
            Self::RequestsSent => vec![(GSI1, keys::requests_sent(id))],
            Self::Hidden => vec![(GSI2, keys::hidden(id))],
            Self::Blocked => vec![(GSI2, keys::blocked(id))],
        }
    }

    /// Reads the user at the other end from a row of this list of `id`.
    fn other(self, id: UserId, row: &Item) -> Result<UserId> {
        match (ItemKind::of(row)?, self) {
            (ItemKind::Follow { from, .. }, Self::Followers) => Ok(from),
            (ItemKind::Follow { to, .. }, Self::Followings)
            | (ItemKind::Hide { to, .. }, Self::Hidden | Self::Blocked) => Ok(to),
            (ItemKind::Friendship { one, other }, Self::Connections | Self::RequestsReceived | Self::RequestsSent) => {
                Ok(if one == id { other } else { one })
            }
            (kind, _) => Err(Error::internal(format!("{kind:?} is not in the list {self:?}"))),
        }
    }
}

/// Lists of the users at the other end of edges.
#[derive(Clone, Copy, Debug)]
pub struct EdgeLists<'a> {
    pub(crate) table: &'a Table,
}

impl EdgeLists<'_> {
    /// Reads a page of a list, newest first.
    pub async fn page(self, list: EdgeList, id: UserId, request: &PageRequest) -> Result<Page<UserId>> {
        Ok(self.positioned_page(list, id, request).await?.map(|other| other.row))
    }

    /// Reads a page as [`Self::page`] does, with the positions of its rows.
    pub async fn positioned_page(
        self,
        list: EdgeList,
        id: UserId,
        request: &PageRequest,
    ) -> Result<Page<Positioned<UserId>>> {
        let page = paging::positioned_page(self.table, &list.sources(id), false, request).await?;
        page.try_map(|Positioned { position, row }| Ok(Positioned { position, row: list.other(id, &row)? }))
    }

    /// Reads the users on a list of `id` whom the viewer follows too, or in a list of connections is connected with too; with
    /// `mutual` false, the others. Compares the newest [`COMPARED_MAX`] rows of the list with as many of the viewer's.
    pub async fn compared(self, list: EdgeList, id: UserId, viewer: UserId, mutual: bool) -> Result<Vec<UserId>> {
        let own = if list == EdgeList::Connections { list } else { EdgeList::Followings };
        let newest = |list, id| self.newest(list, id, COMPARED_MAX);
        let (listed, own) = tokio::try_join!(newest(list, id), newest(own, viewer))?;
        let own: HashSet<UserId> = own.into_iter().collect();
        Ok(listed.into_iter().filter(|user| own.contains(user) == mutual).collect())
    }

    /// Reads the newest `limit` rows of a list.
    pub async fn newest(self, list: EdgeList, id: UserId, limit: usize) -> Result<Vec<UserId>> {
        let rows = paging::merged(self.table, &list.sources(id), Range::All, false, limit).await?;
        rows.iter().map(|(_, row)| list.other(id, row)).collect()
    }
}

/// All index partitions with edges and friendships of a user that are outside the user's own partition.
pub(crate) fn all_sources(id: UserId) -> Vec<Source> {
    let friendships =
        [(GSI1, keys::requests_sent(id)), (GSI1, keys::requests_withdrawn(id)), (GSI2, keys::requests_received(id))];
    let edges = [(GSI1, keys::followers(id)), (GSI1, keys::hiders(id))];
    friendships.into_iter().chain(edges).chain(EdgeList::Connections.sources(id)).collect()
}
