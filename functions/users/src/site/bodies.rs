//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use shared::openapi::Flag;
use utoipa::ToSchema;

/// The fields of a profile to change. Absent fields stay as they are.
#[derive(ToSchema)]
pub struct ProfileChange {
    /// Unique without regard to case. It may not be an integer, a UUID, a reserved word, or another user's e-mail
    /// address. Cannot be cleared.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$", nullable = false)]
    username: Option<String>,
    /// Unique without regard to case. A new address is unconfirmed, or where the community sends mail awaits the code that
    /// is mailed to it. Cannot be cleared.
    #[schema(format = "email", max_length = 254, nullable = false)]
    email: Option<String>,
    /// A place in words, at most 50 characters. `null` and the empty text clear it.
    #[schema(format = "line", max_length = 50)]
    location: Option<String>,
    /// The Twitter name, at most 15 characters. `null` and the empty text clear it.
    #[schema(format = "line", max_length = 15)]
    twitter: Option<String>,
    /// A text about the user, at most 255 characters; line breaks and tabs are allowed. `null` and the empty text clear
    /// it.
    #[schema(format = "block", max_length = 255)]
    bio: Option<String>,
}

/// A game of the games database.
#[derive(ToSchema)]
pub struct Game {
    /// The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`.
    #[schema(min_length = 1, max_length = 50, pattern = "^[A-Za-z0-9_-]+$")]
    igdb: String,
    /// The name of the game, 1 to 200 characters. The first action of any user on a game sets its name; later names are
    /// ignored.
    #[schema(format = "filled-line", min_length = 1, max_length = 200)]
    name: String,
    /// The part of the game's address that names it. `null` and the empty text keep the known one.
    #[schema(max_length = 255, pattern = "^[A-Za-z0-9_-]*$")]
    slug: Option<String>,
    /// The id of the cover in the games database. `null` and the empty text keep the known one.
    #[schema(max_length = 50, pattern = "^[A-Za-z0-9_-]*$")]
    cover_id: Option<String>,
    /// The id of the background picture in the games database. `null` and the empty text keep the known one.
    #[schema(max_length = 50, pattern = "^[A-Za-z0-9_-]*$")]
    backdrop_id: Option<String>,
}

/// Names a game.
#[derive(ToSchema)]
pub struct GameId {
    /// The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`.
    #[schema(min_length = 1, max_length = 50, pattern = "^[A-Za-z0-9_-]+$")]
    igdb: String,
}

/// A rating of a game.
#[derive(ToSchema)]
pub struct NewRating {
    /// The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`.
    #[schema(min_length = 1, max_length = 50, pattern = "^[A-Za-z0-9_-]+$")]
    igdb: String,
    /// The name of the game, 1 to 200 characters. The first action of any user on a game sets its name; later names are
    /// ignored.
    #[schema(format = "filled-line", min_length = 1, max_length = 200)]
    name: String,
    /// The part of the game's address that names it. `null` and the empty text keep the known one.
    #[schema(max_length = 255, pattern = "^[A-Za-z0-9_-]*$")]
    slug: Option<String>,
    /// The id of the cover in the games database. `null` and the empty text keep the known one.
    #[schema(max_length = 50, pattern = "^[A-Za-z0-9_-]*$")]
    cover_id: Option<String>,
    /// The id of the background picture in the games database. `null` and the empty text keep the known one.
    #[schema(max_length = 50, pattern = "^[A-Za-z0-9_-]*$")]
    backdrop_id: Option<String>,
    /// The number of stars, 0 to 5 in steps of 0.5.
    #[schema(minimum = 0, maximum = 5, multiple_of = 0.5)]
    rating: f64,
}

/// A new entry of the caller's journal. `null` counts as absent.
#[derive(ToSchema)]
pub struct NewJournalEntry {
    /// The game.
    game: JournalGame,
    /// The day that the entry is about, `YYYY-MM-DD`.
    #[schema(format = "date")]
    date: String,
    /// `F` finished (the default), `S` started, `P` played, `A` abandoned or `R` replayed it.
    #[schema(pattern = "^[FSPAR]?$")]
    entry_type: Option<String>,
    /// The platform that the user played on, at most 64 characters.
    #[schema(format = "line", max_length = 64)]
    platform: Option<String>,
    /// A review in plain text, at most 5,000 characters; line breaks and tabs are allowed.
    #[schema(format = "block", max_length = 5000)]
    review: Option<String>,
    /// Whether the review gives the story away.
    spoilers: Option<Flag>,
    /// Whether the user liked the game: `true` also adds it to the liked games.
    liked: Option<Flag>,
    /// The number of stars, 0 to 5 in steps of 0.5. Unless it is 0, the game is also rated.
    #[schema(minimum = 0, maximum = 5, multiple_of = 0.5)]
    rating: Option<f64>,
}

/// The game of an entry, in the names of the web front end. The names of a game in lists are taken too.
#[derive(ToSchema)]
pub struct JournalGame {
    /// The id of the game in the games database: 1 to 50 letters, digits, `-` and `_`.
    #[schema(min_length = 1, max_length = 50, pattern = "^[A-Za-z0-9_-]+$")]
    id: String,
    /// The name of the game, 1 to 200 characters.
    #[schema(format = "filled-line", min_length = 1, max_length = 200)]
    name: String,
    /// The part of the game's address that names it.
    #[schema(max_length = 255, pattern = "^[A-Za-z0-9_-]*$")]
    slug: Option<String>,
    /// The id of the cover in the games database.
    #[schema(rename = "coverId", max_length = 50, pattern = "^[A-Za-z0-9_-]*$")]
    cover_id: Option<String>,
    /// The id of the background picture in the games database.
    #[schema(rename = "backdropId", max_length = 50, pattern = "^[A-Za-z0-9_-]*$")]
    backdrop_id: Option<String>,
}
