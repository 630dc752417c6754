//! Ratings of games.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::game::UserRating;
use crate::domain::{Id, UserId};

/// A user's rating of a game.
#[derive(Debug, Serialize, ToSchema)]
pub struct RatingView {
    /// The game's id in this community.
    game: Id,
    /// The id of the user who rated it.
    user: UserId,
    /// The number of stars, `0.0` to `5.0` in halves.
    rating: String,
}

impl RatingView {
    /// The rating by this user.
    pub fn new(user: UserId, rating: &UserRating) -> Self {
        Self { game: rating.game.id, user, rating: rating.rating.to_string() }
    }
}

/// The caller's rating of a game; an empty object if there is none.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnRatingView {
    /// The rating, or nothing.
    #[serde(flatten)]
    #[schema(value_type = RatingSchema)]
    rating: Option<RatingView>,
}

/// The rating. Either all fields are present or none.
#[derive(ToSchema)]
#[expect(dead_code, reason = "used for its schema only")]
struct RatingSchema {
    /// The game's id in this community.
    #[schema(nullable = false)]
    game: Option<Id>,
    /// The caller's id.
    #[schema(nullable = false)]
    user: Option<UserId>,
    /// The number of stars, `0.0` to `5.0` in halves.
    #[schema(nullable = false)]
    rating: Option<String>,
}

impl From<Option<RatingView>> for OwnRatingView {
    fn from(rating: Option<RatingView>) -> Self {
        Self { rating }
    }
}
