//! The list of all users, by id or by username.

use crate::domain::cursor::{Page, PageRequest};
use crate::domain::{Error, Profile, Result, User, UserId};
use crate::dynamo::{GSI1, GSI2};
use crate::store::item::{ItemKind, keys};
use crate::store::paging;
use crate::store::paging::Source;
use crate::store::profile::users::Users;

/// The order of the list of users.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UserOrder {
    /// By username; otherwise by id, which is the order of registration.
    pub by_username: bool,
    /// In descending order.
    pub descending: bool,
}

impl UserOrder {
    /// Sorts ids. Returns `false` for an order by username, which ids do not determine.
    pub fn sort_ids(self, ids: &mut [UserId]) -> bool {
        ids.sort_by(|a, b| if self.descending { b.cmp(a) } else { a.cmp(b) });
        !self.by_username
    }

    /// Sorts users.
    pub fn sort(self, users: &mut [User]) {
        self.sort_by(users, |user| &user.profile);
    }

    /// Sorts anything that has a profile.
    pub fn sort_by<T>(self, users: &mut [T], profile: impl Fn(&T) -> &Profile) {
        users.sort_by(|a, b| {
            let (a, b) = if self.descending { (profile(b), profile(a)) } else { (profile(a), profile(b)) };
            if self.by_username { a.username.folded().cmp(&b.username.folded()) } else { a.id.cmp(&b.id) }
        });
    }
}

impl Users<'_> {
    /// Reads a page of the ids of all users who are not deleted, deactivated ones included.
    pub async fn page(self, order: UserOrder, request: &PageRequest) -> Result<Page<UserId>> {
        let index = if order.by_username { GSI2 } else { GSI1 };
        let list: Vec<Source> = (0..keys::USERS_PARTS).map(|part| (index, keys::users(part))).collect();
        let page = paging::page(self.table, &list, !order.descending, request).await?;
        let ids = page.rows.iter().map(|row| match ItemKind::of(row)? {
            ItemKind::Profile(user) => Ok(user),
            kind => Err(Error::internal(format!("{kind:?} in the list of users"))),
        });
        Ok(Page { rows: ids.collect::<Result<_>>()?, next: page.next, previous: page.previous })
    }
}
