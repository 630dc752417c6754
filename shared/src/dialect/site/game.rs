//! Games and the lists that hold them.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::game::{Game, GameAction, GameDetails, Marks};
use crate::domain::{Id, UserId};

/// A game in a list of a user.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct GameView {
    /// The game's id in this community.
    id: Id,
    /// The game's id in the games database.
    igdb: String,
    /// The name that the first user to act on the game gave it.
    name: String,
    /// The part of the game's address that names it, as the user sent it; `null` if unset.
    #[schema(required)]
    slug: Option<String>,
    /// The id of the cover in the games database, as the user sent it; `null` if unset.
    #[schema(required)]
    cover_id: Option<String>,
    /// The id of the background picture in the games database, as the user sent it; `null` if unset.
    #[schema(required)]
    backdrop_id: Option<String>,
}

impl From<&Game> for GameView {
    fn from(game: &Game) -> Self {
        let GameDetails { slug, cover_id, backdrop_id } = game.details.clone();
        Self { id: game.id, igdb: game.igdb.clone(), name: game.name.clone(), slug, cover_id, backdrop_id }
    }
}

/// Which of the caller's lists hold a game; an empty object if no user has acted on the game yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarksView {
    /// The four lists, or nothing.
    #[serde(flatten)]
    #[schema(value_type = MarksSchema)]
    marks: Option<MarkedView>,
}

#[derive(Debug, Serialize)]
struct MarkedView {
    played: bool,
    liked: bool,
    backlog: bool,
    wishlist: bool,
}

/// The lists that hold the game. Either all fields are present or none.
#[derive(ToSchema)]
#[expect(dead_code, reason = "used for its schema only")]
struct MarksSchema {
    /// Whether the caller's list of played games holds the game.
    #[schema(nullable = false)]
    played: Option<bool>,
    /// Whether the caller's list of liked games holds the game.
    #[schema(nullable = false)]
    liked: Option<bool>,
    /// Whether the caller's backlog holds the game.
    #[schema(nullable = false)]
    backlog: Option<bool>,
    /// Whether the caller's wishlist holds the game.
    #[schema(nullable = false)]
    wishlist: Option<bool>,
}

impl MarksView {
    /// The lists that hold a game; `None` if no user has acted on the game yet.
    pub fn new(marks: Option<Marks>) -> Self {
        let view = |Marks { played, liked, backlog, wishlist }| MarkedView { played, liked, backlog, wishlist };
        Self { marks: marks.map(view) }
    }
}

/// The result of an action on a game, which toggles one list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionView {
    /// The game's id in this community.
    game: Id,
    /// The caller's id.
    user: UserId,
    /// The action: `log`, `like`, `backlog` or `wishlist`.
    action: &'static str,
    /// Whether the list holds the game now.
    value: bool,
    /// `true` if the action added the game to the played games and so removed it from the backlog, otherwise absent.
    #[serde(rename = "removedFromBacklog", skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    removed_from_backlog: Option<bool>,
}

impl ActionView {
    /// The result of `action` by `user` on `game`, from the lists that held the game before and after it.
    pub fn new(game: &Game, user: UserId, action: GameAction, before: Marks, after: Marks) -> Self {
        let removed = action == GameAction::Log && before.backlog && !after.backlog;
        Self {
            game: game.id,
            user,
            action: action.word(),
            value: after.holds(action),
            removed_from_backlog: removed.then_some(true),
        }
    }
}

/// An object without fields.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoFields {}
