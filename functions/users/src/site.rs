//! The site API: `/api/users/...`, `/api/actions/...`

mod bodies;
pub mod favorites;
pub mod games;
pub mod journal;
pub mod profile;
pub mod ratings;
mod sent_game;

/// The tag of the operations on games, with its description.
const GAMES: (&str, &str) =
    ("Site: games", "Game lists: played, liked, backlog and wishlist; favorites, ratings and the journal (site API).");
