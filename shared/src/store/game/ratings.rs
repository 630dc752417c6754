//! Ratings of games by users: an item for each.

use crate::domain::game::{GAMES_MAX, UserRating};
use crate::domain::{Result, UserId};
use crate::dynamo::{Query, Range, Table, Write};
use crate::store::item::{from_item, keys, to_item};

/// Ratings of games.
#[derive(Clone, Copy, Debug)]
pub struct Ratings<'a> {
    pub(crate) table: &'a Table,
}

impl Ratings<'_> {
    /// Reads a user's rating of a game consistently.
    pub async fn get(self, user: UserId, igdb: &str) -> Result<Option<UserRating>> {
        self.table.get(&keys::rating(user, igdb), true).await?.map(from_item).transpose()
    }

    /// Reads a user's ratings, at most [`GAMES_MAX`].
    pub async fn list(self, user: UserId) -> Result<Vec<UserRating>> {
        let partition = keys::user(user);
        let query = Query { range: Range::Prefix(keys::RATINGS), limit: GAMES_MAX, ..Query::all(&partition) };
        self.table.query(query).await?.into_iter().map(from_item).collect()
    }

    /// Rates a game. The last rating wins.
    pub async fn rate(self, user: UserId, rating: &UserRating) -> Result<()> {
        self.table.write_if(rate(user, rating)?).await?;
        Ok(())
    }
}

/// The write that stores a rating.
pub(crate) fn rate(user: UserId, rating: &UserRating) -> Result<Write> {
    Ok(Write::put(to_item(&keys::rating(user, &rating.game.igdb), rating)?))
}
