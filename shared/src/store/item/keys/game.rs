//! Keys of games and of users' lists of them.

use jiff::civil::Date;

use super::{id_sort, user};
use crate::domain::{Id, UserId};
use crate::dynamo::Key;

/// Sort-key prefix of the games in a user's lists; also the partition prefix of games.
pub const GAMES: &str = "GAME#";
pub(in crate::store::item) const GAME: &str = "GAME";
pub(in crate::store::item) const FAVORITES: &str = "FAVORITES";
/// Sort-key prefix of a user's ratings.
pub const RATINGS: &str = "RATING#";
/// Sort-key prefix of the entries of a user's journal.
pub const JOURNAL: &str = "JOURNAL#";

/// A game that a user has put into a list.
pub fn game(igdb: &str) -> Key {
    Key::new(format!("{GAMES}{igdb}"), GAME)
}

/// A game in a user's lists.
pub fn listed_game(id: UserId, igdb: &str) -> Key {
    Key::new(user(id), format!("{GAMES}{igdb}"))
}

/// A user's favorite games.
pub fn favorites(id: UserId) -> Key {
    Key::new(user(id), FAVORITES)
}

/// A user's rating of a game.
pub fn rating(id: UserId, igdb: &str) -> Key {
    Key::new(user(id), format!("{RATINGS}{igdb}"))
}

/// An entry of a user's journal: in the order of the days that they are about, and those of one day by age.
pub fn journal_entry(id: UserId, day: Date, entry: Id) -> Key {
    Key::new(user(id), format!("{JOURNAL}{day}#{}", id_sort(entry)))
}
