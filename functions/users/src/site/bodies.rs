//! Schemas of request bodies, for the OpenAPI document. Handlers read bodies field by field.

#![expect(dead_code, reason = "only the schemas of these types are used")]

use utoipa::ToSchema;

/// The fields of a profile to change. Absent fields stay as they are.
#[derive(ToSchema)]
pub struct ProfileChange {
    /// Unique without regard to case. It may not be an integer, a UUID, a reserved word, or another user's e-mail
    /// address. Cannot be cleared.
    #[schema(min_length = 1, max_length = 150, pattern = "^(?![0-9]+$)[A-Za-z0-9_-]+$", nullable = false)]
    username: Option<String>,
    /// Unique without regard to case. A new address is unconfirmed. Cannot be cleared.
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
}
