//! Routes on the caller's favorite games: `/api/actions/favorites/...`

mod add;
mod list;
mod remove;

use shared::dialect::site::{GameView, NoFields};
use shared::openapi::{Routes, TOO_OFTEN};

use super::GAMES;
use super::bodies::{Game, GameId};

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(GAMES.0, GAMES.1)
        .get("/api/actions/favorites/", list::list_favorites, |op| {
            op.operation_id("list_favorites", "List the caller's favorite games")
                .description("Lists at most 5 games, in the order in which they were added.")
                .response_array::<GameView>(200, "The caller's favorite games.")
        })
        .post("/api/actions/favorites/add/", add::add_favorite, |op| {
            op.operation_id("add_favorite", "Add a favorite game")
                .description(
                    "Adds the game to the caller's favorite games, of which there are at most 5. Adding it again \
                     changes only what was sent of it.",
                )
                .request_body::<Game>()
                .response::<NoFields>(200, "The game is one of the favorites.")
                .error(400, "`igdb` or `name` is missing, a field is invalid, or there are 5 favorites already.")
                .error(429, TOO_OFTEN)
                .link(&[("list_favorites", &[])])
        })
        .post("/api/actions/favorites/remove/", remove::remove_favorite, |op| {
            op.operation_id("remove_favorite", "Remove a favorite game")
                .description("Removes the game from the caller's favorite games. Removing it again changes nothing.")
                .request_body::<GameId>()
                .response::<NoFields>(200, "The game is not one of the favorites.")
                .error(400, "`igdb` is missing or invalid.")
                .link(&[("list_favorites", &[])])
        })
}
