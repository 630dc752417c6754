//! Lists by page: each page costs the same, wherever it lies.

use futures::future::try_join_all;

use super::Store;
use super::keys::{self, GSI1, GSI2, Index, PK};
use super::table::{Query, Range, text_of};
use super::write::Item;
use crate::domain::cursor::{Cursor, Direction, Page, PageRequest, Start};
use crate::domain::{Error, Profile, Result, User, UserId};

/// Below every sort key of a list, and above.
const LOWEST: &str = Cursor::BEGINNING;
const HIGHEST: &str = Cursor::END;

/// The order of the list of users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UserOrder {
    /// By username; otherwise by id, which is the order of joining as well.
    pub by_username: bool,
    /// The other way round.
    pub descending: bool,
}

impl UserOrder {
    /// Brings ids into this order, if they tell it.
    pub fn sort_ids(self, ids: &mut [UserId]) -> bool {
        ids.sort_by(|a, b| if self.descending { b.cmp(a) } else { a.cmp(b) });
        !self.by_username
    }

    /// Brings users into this order.
    pub fn sort(self, users: &mut [User]) {
        self.sort_by(users, |user| &user.profile);
    }

    /// Brings whatever has a profile into this order.
    pub fn sort_by<T>(self, users: &mut [T], profile: impl Fn(&T) -> &Profile) {
        users.sort_by(|a, b| {
            let (a, b) = if self.descending { (profile(b), profile(a)) } else { (profile(a), profile(b)) };
            if self.by_username { a.username.folded().cmp(&b.username.folded()) } else { a.id.cmp(&b.id) }
        });
    }
}

/// A partition of an index, or of the table itself.
pub(super) type Source = (Index, String);

impl Store {
    /// A page of the ids of all users who are not deleted, deactivated ones included.
    pub async fn page_of_users(&self, order: UserOrder, request: &PageRequest) -> Result<Page<UserId>> {
        let index = if order.by_username { GSI2 } else { GSI1 };
        let page = self.page(&[(index, keys::USERS.to_owned())], !order.descending, request).await?;
        let ids = page.rows.iter().map(|row| {
            let pk = text_of(row, PK)?;
            keys::parse_user(pk).ok_or_else(|| Error::internal(format!("{pk} is no user")))
        });
        Ok(Page { rows: ids.collect::<Result<_>>()?, next: page.next, previous: page.previous })
    }

    /// A page of a list that is made of partitions of indexes or of the table; sort keys tell its rows apart.
    pub(super) async fn page(&self, list: &[Source], ascending: bool, request: &PageRequest) -> Result<Page<Item>> {
        let (skip, direction, position) = match &request.start {
            Start::Offset(offset) => (*offset, Direction::Forward, None),
            Start::Cursor(cursor) => (0, cursor.direction, Some(cursor.position.as_str())),
        };
        // Backward pages are read from their end.
        let upwards = ascending == (direction == Direction::Forward);
        let range = match position {
            None => Range::All,
            Some(position) if upwards => Range::Above(position),
            Some(position) => Range::Below(position),
        };
        // One row more than the page tells whether another page follows.
        let limit = skip + request.limit + 1;
        let mut rows = self.merged(list, range, upwards, limit).await?;
        rows.drain(..skip.min(rows.len()));
        let more = rows.len() > request.limit;
        rows.truncate(request.limit);
        if direction == Direction::Backward {
            rows.reverse();
        }
        let (after, before) = match direction {
            Direction::Forward => (more, skip > 0 || position.is_some()),
            Direction::Backward => (true, more),
        };
        // Beside an empty page lies whatever the list has in that direction, from its very end.
        let (start, end) = if ascending { (LOWEST, HIGHEST) } else { (HIGHEST, LOWEST) };
        let beside = |there: bool, row: Option<&(String, Item)>, direction, beyond: &str| {
            let position = row.map_or(beyond, |(position, _)| position);
            there.then(|| Cursor { direction, position: position.to_owned() })
        };
        Ok(Page {
            next: beside(after, rows.last(), Direction::Forward, start),
            previous: beside(before, rows.first(), Direction::Backward, end),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
        })
    }

    /// The first `limit` rows of a list within a range, each with its place. Of each partition so many are read.
    pub(super) async fn merged(
        &self,
        list: &[Source],
        range: Range<'_>,
        ascending: bool,
        limit: usize,
    ) -> Result<Vec<(String, Item)>> {
        let parts = list.iter().map(async |(index, pk)| {
            let query = Query { index: index.secondary(), range, ascending, limit, ..Query::all(pk) };
            let rows = self.table.query(query).await?;
            rows.into_iter().map(|row| Ok((text_of(&row, index.sk)?.to_owned(), row))).collect::<Result<Vec<_>>>()
        });
        let mut rows: Vec<_> = try_join_all(parts).await?.into_iter().flatten().collect();
        if list.len() > 1 {
            rows.sort_by(|(a, _), (b, _)| if ascending { a.cmp(b) } else { b.cmp(a) });
            // A post may be in a feed and among its author's.
            rows.dedup_by(|(a, _), (b, _)| a == b);
            rows.truncate(limit);
        }
        Ok(rows)
    }
}
