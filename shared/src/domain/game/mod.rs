//! Games and the four lists in which a user of the site dialect keeps them.

use serde::{Deserialize, Serialize};

use crate::domain::error::Problem;
use crate::domain::id::Id;
use crate::domain::text;

/// Games of one user's lists that a profile shows.
pub const GAMES_MAX: usize = 1_000;
/// Longest id in the games database, in characters.
const IGDB_MAX: usize = 50;
/// Longest name, in characters.
const NAME_MAX: usize = 200;

/// A game that somebody has put into a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Game {
    /// Our id.
    pub id: Id,
    /// Its id in the games database.
    pub igdb: String,
    /// Its name, as given by whoever touched it first.
    pub name: String,
}

/// One of the four lists, named by the action that toggles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GameAction {
    /// `log`: games played.
    Log,
    /// `like`: games liked.
    Like,
    /// `backlog`: games to play.
    Backlog,
    /// `wishlist`: games to have.
    Wishlist,
}

/// Which lists of a user hold a game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// In the list of games played.
    pub played: bool,
    /// In the list of games liked.
    pub liked: bool,
    /// In the backlog.
    pub backlog: bool,
    /// In the wishlist.
    pub wishlist: bool,
}

/// A game in a user's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedGame {
    /// The game.
    pub game: Game,
    /// The lists that hold it.
    pub marks: Marks,
}

impl GameAction {
    /// Reads the last word of the action's path.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "log" => Some(Self::Log),
            "like" => Some(Self::Like),
            "backlog" => Some(Self::Backlog),
            "wishlist" => Some(Self::Wishlist),
            _ => None,
        }
    }

    /// The word of its path.
    pub fn word(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Like => "like",
            Self::Backlog => "backlog",
            Self::Wishlist => "wishlist",
        }
    }
}

impl Marks {
    /// Whether any list holds the game.
    pub fn any(self) -> bool {
        self.played || self.liked || self.backlog || self.wishlist
    }

    /// Whether the list of this action holds the game.
    pub fn holds(self, action: GameAction) -> bool {
        match action {
            GameAction::Log => self.played,
            GameAction::Like => self.liked,
            GameAction::Backlog => self.backlog,
            GameAction::Wishlist => self.wishlist,
        }
    }

    /// The marks after the action: its list toggled, and a game just played taken out of the backlog,
    /// as the Overworld service does.
    pub fn toggled(self, action: GameAction) -> Self {
        let mut marks = self;
        match action {
            GameAction::Log => marks.played = !marks.played,
            GameAction::Like => marks.liked = !marks.liked,
            GameAction::Backlog => marks.backlog = !marks.backlog,
            GameAction::Wishlist => marks.wishlist = !marks.wishlist,
        }
        if action == GameAction::Log && marks.played {
            marks.backlog = false;
        }
        marks
    }
}

/// Reads an id of the games database: letters, digits, `-` and `_`.
pub fn igdb(text: &str) -> Result<String, Problem> {
    if text.is_empty() {
        return Err(Problem::blank());
    }
    if text.chars().count() > IGDB_MAX {
        return Err(Problem::too_long(IGDB_MAX));
    }
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
        return Err(Problem::new("invalid", "Not a valid id of a game."));
    }
    Ok(text.to_owned())
}

/// Reads a game's name.
pub fn name(text: &str) -> Result<String, Problem> {
    if text.is_empty() { Err(Problem::blank()) } else { text::line(text, NAME_MAX) }
}
