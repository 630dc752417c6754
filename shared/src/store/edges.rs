//! Lists of edges, newest first.

use super::Store;
use super::keys::{self, GSI1, GSI2, Index, PK, SK};
use super::table::{Query, Range, text_of};
use super::write::Item;
use crate::domain::cursor::{Page, PageRequest};
use crate::domain::{Error, Result, UserId};

/// Hidden users that are left out of a user's lists and searches; of those beyond, lists take no notice.
pub const HIDDEN_MAX: usize = 1_000;

/// A list of users at the other end of somebody's edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeList {
    /// Those who follow the user.
    Followers,
    /// Those whom the user follows.
    Followings,
    /// Those whom the user hides.
    Hidden,
    /// Those who hide the user: for clearing away, shown to nobody.
    Hiders,
}

impl EdgeList {
    pub(super) fn place(self, id: UserId) -> (Index, String) {
        match self {
            Self::Followers => (GSI1, keys::followers(id)),
            Self::Hiders => (GSI1, keys::hiders(id)),
            Self::Followings => (GSI2, keys::followings(id)),
            Self::Hidden => (GSI2, keys::hidden(id)),
        }
    }

    /// The user at the other end of an edge as the list has it.
    fn other(self, row: &Item) -> Result<UserId> {
        let other = match self {
            Self::Followers | Self::Hiders => keys::parse_user(text_of(row, PK)?),
            Self::Followings | Self::Hidden => keys::parse_edge(text_of(row, SK)?),
        };
        other.ok_or_else(|| Error::internal("an edge leads nowhere"))
    }
}

impl Store {
    /// A page of such a list.
    pub async fn page_of_edges(&self, list: EdgeList, id: UserId, request: &PageRequest) -> Result<Page<UserId>> {
        let (index, partition) = list.place(id);
        let page = self.page(index, &partition, false, request).await?;
        let others = page.rows.iter().map(|row| list.other(row)).collect::<Result<_>>()?;
        Ok(Page { rows: others, next: page.next, previous: page.previous })
    }

    /// The first `limit` of such a list.
    pub async fn edges(&self, list: EdgeList, id: UserId, limit: usize) -> Result<Vec<UserId>> {
        let (index, partition) = list.place(id);
        let query = Query { index: Some(index), ascending: false, limit, ..Query::all(&partition) };
        self.table.query(query).await?.iter().map(|row| list.other(row)).collect()
    }

    /// Those whom a viewer hides, as it is now, for leaving them out: at most [`HIDDEN_MAX`], and nobody for `None`.
    pub async fn hidden_ids(&self, viewer: Option<UserId>) -> Result<Vec<UserId>> {
        let Some(viewer) = viewer else { return Ok(Vec::new()) };
        let partition = keys::user(viewer);
        let range = Range::Prefix(keys::HIDES);
        let query = Query { range, consistent: true, limit: HIDDEN_MAX, ..Query::all(&partition) };
        self.table.query(query).await?.iter().map(|row| EdgeList::Hidden.other(row)).collect()
    }
}
