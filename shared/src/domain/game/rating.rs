//! Ratings of games: 0 to 5 stars in halves.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Game;
use crate::domain::error::Problem;

/// The highest rating, in stars.
pub const RATING_MAX: f64 = 5.0;

/// A rating, in half stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rating(u8);

impl Rating {
    /// The rating of this many stars, 0 to [`RATING_MAX`].
    pub fn of(stars: f64) -> Result<Self, Problem> {
        // Exact: a half star is a power of two.
        (0..=10_u8)
            .find(|halves| f64::from(*halves) / 2.0 == stars)
            .map(Self)
            .ok_or_else(|| Problem::new("invalid", "Enter a number from 0 to 5 in steps of 0.5."))
    }

    /// Whether it has no stars.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The number of stars with one decimal.
impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 2, if self.0.is_multiple_of(2) { 0 } else { 5 })
    }
}

/// A user's rating of a game.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserRating {
    /// The game.
    pub game: Game,
    /// The rating.
    pub rating: Rating,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_have_halves_and_one_decimal() {
        for (stars, text) in [(0.0, "0.0"), (0.5, "0.5"), (3.0, "3.0"), (4.5, "4.5"), (5.0, "5.0")] {
            assert_eq!(Rating::of(stars).unwrap().to_string(), text);
        }
        for stars in [-0.5, 0.1, 4.75, 5.5, f64::NAN, f64::INFINITY] {
            assert_eq!(Rating::of(stars).unwrap_err().code, "invalid", "{stars}");
        }
        assert!(Rating::of(0.0).unwrap().is_zero() && !Rating::of(0.5).unwrap().is_zero());
    }
}
