//! The favorite games of a user.

use serde::{Deserialize, Serialize};

use super::Game;
use crate::domain::error::{Error, Result};

/// Maximum number of favorite games.
pub const FAVORITES_MAX: usize = 5;

/// The favorite games of a user, in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Favorites {
    /// The games, no two alike.
    pub games: Vec<Game>,
    /// How often they were changed.
    pub version: u64,
}

impl Favorites {
    /// Adds a game at the end. One that is there stays in its place, with the details that were sent.
    pub fn add(&mut self, game: &Game) -> Result<()> {
        if let Some(there) = self.games.iter_mut().find(|there| there.igdb == game.igdb) {
            *there = game.clone();
            return Ok(());
        }
        if self.games.len() == FAVORITES_MAX {
            return Err(Error::invalid("max_favorites", "You can have at most 5 favorite games. Remove one first."));
        }
        self.games.push(game.clone());
        Ok(())
    }

    /// Removes a game. One that is not there changes nothing.
    pub fn remove(&mut self, igdb: &str) {
        self.games.retain(|game| game.igdb != igdb);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::game::GameDetails;
    use crate::domain::id::Id;

    fn game(igdb: usize) -> Game {
        let (id, igdb) = (Id::try_from(7).unwrap(), igdb.to_string());
        Game { id, igdb, name: "Celeste".to_owned(), details: GameDetails::default() }
    }

    #[test]
    fn there_are_at_most_five_and_no_two_alike() {
        let mut favorites = Favorites::default();
        for n in [0, 1, 2, 1, 3, 4, 0] {
            favorites.add(&game(n)).unwrap();
        }
        assert_eq!(favorites.games, [0, 1, 2, 3, 4].map(game));
        assert_eq!(favorites.add(&game(5)).unwrap_err().code, "max_favorites");
        favorites.add(&game(4)).unwrap();
        favorites.remove("2");
        favorites.remove("7");
        favorites.add(&game(5)).unwrap();
        assert_eq!(favorites.games, [0, 1, 3, 4, 5].map(game));
    }
}
