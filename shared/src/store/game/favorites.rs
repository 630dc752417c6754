//! The favorite games of users: one item for each user.

use crate::domain::game::Favorites;
use crate::domain::{Result, UserId};
use crate::dynamo::{ABSENT, Backoff, Refused, Table, Write, number};
use crate::store::item::{from_item, keys, to_item};

/// The favorite games of users.
#[derive(Clone, Copy, Debug)]
pub struct FavoriteGames<'a> {
    pub(crate) table: &'a Table,
}

impl FavoriteGames<'_> {
    /// Reads a user's favorite games consistently.
    pub async fn get(self, user: UserId) -> Result<Favorites> {
        let item = self.table.get(&keys::favorites(user), true).await?;
        item.map(from_item).transpose().map(Option::unwrap_or_default)
    }

    /// Changes favorites that were just read. After a concurrent change it is made again, so that `change` always
    /// decides on current data.
    pub async fn change(
        self,
        user: UserId,
        mut before: Favorites,
        change: impl Fn(&mut Favorites) -> Result<()>,
    ) -> Result<()> {
        let mut backoff = Backoff::new();
        loop {
            let mut after = before.clone();
            change(&mut after)?;
            if after == before {
                return Ok(());
            }
            after.version += 1;
            match self.table.write(replace(user, &before, &after)?).await? {
                Ok(_) => return Ok(()),
                Err(Refused(item)) => before = item.map(from_item).transpose()?.unwrap_or_default(),
            }
            backoff.wait("the favorites kept changing").await?;
        }
    }
}

/// Replaces the favorites if they are still at the version that was read.
fn replace(user: UserId, before: &Favorites, after: &Favorites) -> Result<Write> {
    let put = Write::put(to_item(&keys::favorites(user), after)?);
    Ok(match before.version {
        0 => put.only_if(ABSENT),
        version => put.only_if("#version = :version").bind(":version", number(version)),
    })
}
