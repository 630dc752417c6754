//! Games, the four lists in which users of the site API keep them, favorites, ratings and the journal
//! (`docs/api/site.md`, "Games").

mod favorites;
mod journal;
mod rating;

use serde::{Deserialize, Serialize};

use crate::domain::error::Problem;
use crate::domain::id::Id;
use crate::domain::text;
use crate::domain::toggle::Toggle;

pub use favorites::{FAVORITES_MAX, Favorites};
pub use journal::{EntryKind, JournalEntry, REVIEW_MAX, journal_date, platform};
pub use rating::{RATING_MAX, Rating, UserRating};

/// Maximum number of games on a profile.
pub const GAMES_MAX: usize = 1_000;
/// Maximum length of an id of the games database, in characters.
const IGDB_MAX: usize = 50;
/// Maximum length of the part of a game's address that names it, in characters.
const SLUG_MAX: usize = 255;
/// Maximum length of a name, in characters.
const NAME_MAX: usize = 200;

/// A game that a user has put into a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Game {
    /// The id in kith.
    pub id: Id,
    /// The id in the games database (IGDB).
    pub igdb: String,
    /// The name, as the user whose list it is has sent it.
    pub name: String,
    /// What the games database has to show the game with.
    #[serde(flatten)]
    pub details: GameDetails,
}

/// What the games database has to show a game with. Each user's lists show what that user has sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GameDetails {
    /// The part of the game's address that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// The id of the cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover_id: Option<String>,
    /// The id of the picture behind the game's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backdrop_id: Option<String>,
}

impl Game {
    /// The game with these details where they are given.
    pub fn with(self, sent: GameDetails) -> Self {
        let details = GameDetails {
            slug: sent.slug.or(self.details.slug),
            cover_id: sent.cover_id.or(self.details.cover_id),
            backdrop_id: sent.backdrop_id.or(self.details.backdrop_id),
        };
        Self { details, ..self }
    }
}

/// One of the four lists, named by the action that toggles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GameAction {
    /// `log`: games that the user has played.
    Log,
    /// `like`: games that the user likes.
    Like,
    /// `backlog`: games that the user wants to play.
    Backlog,
    /// `wishlist`: games that the user wants to own.
    Wishlist,
}

/// Which of a user's lists contain a game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks {
    /// The list of played games.
    pub played: bool,
    /// The list of liked games.
    pub liked: bool,
    /// The backlog.
    pub backlog: bool,
    /// The wishlist.
    pub wishlist: bool,
}

/// A game in a user's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedGame {
    /// The game.
    pub game: Game,
    /// The lists that contain it.
    pub marks: Marks,
}

impl GameAction {
    /// Parses the last segment of the action's path.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "log" => Some(Self::Log),
            "like" => Some(Self::Like),
            "backlog" => Some(Self::Backlog),
            "wishlist" => Some(Self::Wishlist),
            _ => None,
        }
    }

    /// The last segment of the action's path.
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
    /// Whether any list contains the game.
    pub fn any(self) -> bool {
        self.played || self.liked || self.backlog || self.wishlist
    }

    /// Whether the list of this action contains the game.
    pub fn holds(self, action: GameAction) -> bool {
        match action {
            GameAction::Log => self.played,
            GameAction::Like => self.liked,
            GameAction::Backlog => self.backlog,
            GameAction::Wishlist => self.wishlist,
        }
    }

    /// The marks after an entry in the journal: the game is played, has left the backlog, and may be liked.
    pub fn journaled(self, liked: bool) -> Self {
        Self { played: true, backlog: false, liked: self.liked || liked, ..self }
    }

    /// The marks after the list of this action is toggled. A game that becomes played also leaves the backlog, as in the
    /// Overworld service.
    pub fn toggled(self, toggle: Toggle, action: GameAction) -> Self {
        let held = toggle.after(self.holds(action));
        match action {
            GameAction::Log => Self { played: held, backlog: self.backlog && (self.played || !held), ..self },
            GameAction::Like => Self { liked: held, ..self },
            GameAction::Backlog => Self { backlog: held, ..self },
            GameAction::Wishlist => Self { wishlist: held, ..self },
        }
    }
}

/// Checks an id of the games database: letters, digits, `-` and `_`.
pub fn igdb(text: &str) -> Result<String, Problem> {
    match word(text, IGDB_MAX)? {
        id if id.is_empty() => Err(Problem::blank()),
        id => Ok(id),
    }
}

/// Checks the part of a game's address that names it. The empty text means that there is none.
pub fn slug(text: &str) -> Result<Option<String>, Problem> {
    word(text, SLUG_MAX).map(|slug| Some(slug).filter(|slug| !slug.is_empty()))
}

/// Checks the id of a picture. The empty text means that there is none.
pub fn picture_id(text: &str) -> Result<Option<String>, Problem> {
    word(text, IGDB_MAX).map(|id| Some(id).filter(|id| !id.is_empty()))
}

/// Letters, digits, `-` and `_`. The space around them is taken off.
fn word(text: &str, max: usize) -> Result<String, Problem> {
    let text = text::trim(text);
    if text.chars().count() > max {
        return Err(Problem::too_long(max));
    }
    if !text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) {
        return Err(Problem::new("invalid", "Enter a valid game id. It may contain only letters, numbers, - and _."));
    }
    Ok(text.to_owned())
}

/// Checks the name of a game.
pub fn name(text: &str) -> Result<String, Problem> {
    text::filled_line(text, NAME_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTIONS: [GameAction; 4] = [GameAction::Log, GameAction::Like, GameAction::Backlog, GameAction::Wishlist];

    #[test]
    fn an_action_toggles_its_own_list() {
        for action in ACTIONS {
            let marks = Marks::default().toggled(Toggle::Flip, action);
            assert!(marks.any());
            for other in ACTIONS {
                assert_eq!(marks.holds(other), other == action, "{action:?} {other:?}");
            }
            assert_eq!(marks.toggled(Toggle::Flip, action), Marks::default());
            assert_eq!(GameAction::parse(action.word()), Some(action));
        }
        assert_eq!(GameAction::parse("Log"), None);
    }

    #[test]
    fn an_explicit_wish_that_is_fulfilled_changes_nothing() {
        for bits in 0..16u8 {
            let on = |bit: u8| bits & (1 << bit) != 0;
            let marks = Marks { played: on(0), liked: on(1), backlog: on(2), wishlist: on(3) };
            for (action, toggle) in ACTIONS.into_iter().flat_map(|a| [(a, Toggle::Set), (a, Toggle::Unset)]) {
                let expected = if toggle.after(false) == marks.holds(action) {
                    marks
                } else {
                    marks.toggled(Toggle::Flip, action)
                };
                assert_eq!(marks.toggled(toggle, action), expected, "{marks:?} {action:?} {toggle:?}");
            }
        }
    }

    #[test]
    fn a_game_leaves_the_backlog_when_it_is_played_but_does_not_return() {
        let played = Marks::default().toggled(Toggle::Flip, GameAction::Backlog).toggled(Toggle::Flip, GameAction::Log);
        assert_eq!(played, Marks { played: true, ..Marks::default() });
        assert_eq!(played.toggled(Toggle::Flip, GameAction::Log), Marks::default());
        let both = played.toggled(Toggle::Flip, GameAction::Backlog);
        assert!(both.played && both.backlog);
    }

    #[test]
    fn an_entry_in_the_journal_marks_a_game_as_played() {
        let wanted = Marks { backlog: true, wishlist: true, ..Marks::default() };
        let played = Marks { played: true, wishlist: true, ..Marks::default() };
        assert_eq!(wanted.journaled(false), played);
        assert_eq!(wanted.journaled(true), Marks { liked: true, ..played });
        assert_eq!(Marks { liked: true, ..played }.journaled(false), Marks { liked: true, ..played });
    }

    #[test]
    fn what_was_sent_replaces_details_and_the_rest_stays() {
        let details = |slug: &str, cover_id: &str| {
            let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            GameDetails { slug: text(slug), cover_id: text(cover_id), backdrop_id: None }
        };
        let id = Id::try_from(7).unwrap();
        let game = Game { id, igdb: "7".to_owned(), name: "Celeste".to_owned(), details: details("celeste", "co1") };
        assert_eq!(game.clone().with(details("", "co2")).details, details("celeste", "co2"));
        assert_eq!(game.clone().with(GameDetails::default()), game);
    }

    #[test]
    fn slugs_and_pictures_are_optional_words() {
        assert_eq!(slug("").unwrap(), None);
        assert_eq!(slug("halo-3--1").unwrap().as_deref(), Some("halo-3--1"));
        assert_eq!(picture_id("co1r75").unwrap().as_deref(), Some("co1r75"));
        for (text, code) in [("a/b", "invalid"), ("é", "invalid"), (&*"x".repeat(256), "max_length")] {
            assert_eq!(slug(text).unwrap_err().code, code, "{text}");
        }
        assert_eq!(picture_id(&"x".repeat(51)).unwrap_err().code, "max_length");
    }

    #[test]
    fn ids_and_names_are_bounded() {
        for text in ["The-game_7", " The-game_7\u{a0}"] {
            assert_eq!(igdb(text).unwrap(), "The-game_7");
        }
        for (text, code) in [("", "blank"), ("a b", "invalid"), ("é", "invalid"), (&*"x".repeat(51), "max_length")] {
            assert_eq!(igdb(text).unwrap_err().code, code, "{text}");
        }
        assert!(name(&"é".repeat(200)).is_ok());
        assert_eq!(name(" Ori \t").unwrap(), "Ori");
        for (text, code) in
            [("", "blank"), ("\u{200b}", "blank"), ("a\nb", "invalid"), (&*"é".repeat(201), "max_length")]
        {
            assert_eq!(name(text).unwrap_err().code, code, "{text}");
        }
    }
}
