//! Routes on game lists: `/api/actions/...`

mod retrieve;
mod toggle;

use shared::dialect::site::{ActionView, MarksView};
use shared::domain::Toggle;
use shared::openapi::parameters::{Parameter, name, word};
use shared::openapi::{Routes, TOO_OFTEN};

use super::GAMES;
use super::bodies::{Game, GameId};

const ACTION: Parameter = word(
    "action",
    "The list: `log` toggles `played`, `like` toggles `liked`; `backlog` and `wishlist` are named like their lists.",
    &["log", "like", "backlog", "wishlist"],
);
pub(super) const IGDB: Parameter =
    name("igdb", "The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`.", 50).required();

const IGDB_IN_QUERY: Parameter = name("igdb", "The id of the game in the games database, unless the body has it.", 50);
const TOGGLE: [(&str, &str); 3] = [
    ("toggle_action", "Add a game to a list or remove it"),
    ("add_to_list", "Add a game to a list"),
    ("remove_from_list", "Remove a game from a list"),
];

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(GAMES.0, GAMES.1)
        .get("/api/actions/", retrieve::retrieve_actions, |op| {
            op.operation_id("retrieve_actions", "Get the caller's lists that hold a game")
                .description(
                    "Returns one boolean for each list. The object is empty for a game that no user has acted on.",
                )
                .query(&[IGDB])
                .response::<MarksView>(200, "Whether each of the caller's lists holds the game.")
                .error(400, "`igdb` is missing or invalid.")
        })
        .toggle("/api/actions/{action}/", toggle::toggle_action, TOGGLE, |op, toggle| {
            let op = match toggle {
                Toggle::Flip => op
                    .description(
                        "Toggles one of the caller's lists: a second call undoes the first, so read `GET /api/actions/` \
                         before you repeat a call whose outcome is unknown. A game that is added to `played` leaves the \
                         backlog, and the response then has `removedFromBacklog`; removing it from `played` does not put \
                         it back. Toggles of the same game at the same time are applied one after the other.",
                    )
                    .request_body::<Game>()
                    .response::<ActionView>(200, "The list after the toggle: `value` says whether it holds the game.")
                    .error(400, "`igdb` or `name` is missing or invalid.")
                    .error(429, TOO_OFTEN),
                Toggle::Set => op
                    .description(
                        "A repeated call changes nothing. A game that is added to `played` leaves the backlog; one that \
                         is in `played` already stays there.",
                    )
                    .request_body::<Game>()
                    .no_content("The list holds the game.")
                    .error(400, "`igdb` or `name` is missing or invalid.")
                    .error(429, TOO_OFTEN),
                Toggle::Unset => op
                    .description("A repeated call changes nothing. `igdb` comes in the query or in the body.")
                    .query(&[IGDB_IN_QUERY])
                    .optional_body::<GameId>()
                    .no_content("The list does not hold the game.")
                    .error(400, "`igdb` is missing or invalid."),
            };
            op.path_param(ACTION)
                .error(404, "The path names none of the four actions.")
        })
}
