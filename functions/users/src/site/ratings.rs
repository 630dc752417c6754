//! Routes on ratings of games: `/api/actions/ratings/`, `/api/users/profile/{username}/ratings/`

mod list;
mod rate;
mod retrieve;

use shared::dialect::site::{OwnRatingView, RatingView};
use shared::openapi::{Routes, TOO_OFTEN};

use super::GAMES;
use super::bodies::NewRating;
use super::games::IGDB;
use super::profile::{NO_SUCH_USER, USERNAME};

pub use rate::stars;

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(GAMES.0, GAMES.1)
        .get("/api/actions/ratings/", retrieve::retrieve_rating, |op| {
            op.operation_id("retrieve_rating", "Get the caller's rating of a game")
                .description("The object is empty if the caller has not rated the game.")
                .query(&[IGDB])
                .response::<OwnRatingView>(200, "The caller's rating.")
                .error(400, "`igdb` is missing or invalid.")
        })
        .post("/api/actions/ratings/", rate::rate_game, |op| {
            op.operation_id("rate_game", "Rate a game")
                .description("Rates a game with 0 to 5 stars in halves. A new rating replaces the one before.")
                .request_body::<NewRating>()
                .response::<RatingView>(200, "The rating.")
                .error(400, "`igdb`, `name` or `rating` is missing, or a field is invalid.")
                .error(429, TOO_OFTEN)
        })
        .get("/api/users/profile/{username}/ratings/", list::list_ratings, |op| {
            op.operation_id("list_ratings", "List a user's ratings")
                .description(
                    "Open to anonymous callers. Lists at most 1,000 ratings, in the order of the games' `igdb` as text.",
                )
                .path_param(USERNAME)
                .response_array::<RatingView>(200, "The user's ratings.")
                .error(404, NO_SUCH_USER)
        })
}
