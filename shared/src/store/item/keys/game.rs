//! Keys of games and of users' lists of them.

use super::user;
use crate::domain::UserId;
use crate::dynamo::Key;

/// Sort-key prefix of the games in a user's lists; also the partition prefix of games.
pub const GAMES: &str = "GAME#";
pub(in crate::store::item) const GAME: &str = "GAME";

/// A game that a user has put into a list.
pub fn game(igdb: &str) -> Key {
    Key::new(format!("{GAMES}{igdb}"), GAME)
}

/// A game in a user's lists.
pub fn listed_game(id: UserId, igdb: &str) -> Key {
    Key::new(user(id), format!("{GAMES}{igdb}"))
}
