//! The journal: what a user has played, day by day.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::{Game, Rating};
use crate::domain::error::Problem;
use crate::domain::id::{Id, UserId};
use crate::domain::text;

/// Maximum length of a review, in characters.
pub const REVIEW_MAX: usize = 5_000;
/// Maximum length of the name of a platform, in characters.
const PLATFORM_MAX: usize = 64;

/// The first year that an entry can be about: there were no video games before.
const FIRST_YEAR: i16 = 1950;

/// What a user has done with a game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// Finished it.
    #[default]
    #[serde(rename = "F")]
    Finished,
    /// Started it.
    #[serde(rename = "S")]
    Started,
    /// Played it.
    #[serde(rename = "P")]
    Played,
    /// Abandoned it.
    #[serde(rename = "A")]
    Abandoned,
    /// Played it once more.
    #[serde(rename = "R")]
    Replayed,
}

impl EntryKind {
    /// Parses the letter of a kind. The empty text means finished.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text {
            "F" | "" => Ok(Self::Finished),
            "S" => Ok(Self::Started),
            "P" => Ok(Self::Played),
            "A" => Ok(Self::Abandoned),
            "R" => Ok(Self::Replayed),
            _ => Err(Problem::new("invalid_choice", "Not a valid choice. Use F, S, P, A or R.")),
        }
    }
}

/// An entry of a user's journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// The entry's id.
    pub id: Id,
    /// The user whose journal it is.
    pub user: UserId,
    /// The game.
    pub game: Game,
    /// The day that it is about.
    pub date: Date,
    /// What the user did with the game.
    #[serde(default)]
    pub kind: EntryKind,
    /// The platform that the user played on; empty if not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub platform: String,
    /// A review, in plain text; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub review: String,
    /// Whether the review gives the story away, if the user said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoilers: Option<bool>,
    /// Whether the user liked the game, if they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liked: Option<bool>,
    /// The rating that the user gave with the entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// Checks the name of a platform.
pub fn platform(text: &str) -> Result<String, Problem> {
    text::line(text, PLATFORM_MAX)
}

/// Checks the day of an entry of a journal: not before the first video games, and not after today, in any time zone.
pub fn journal_date(text: &str, now: Timestamp) -> Result<Date, Problem> {
    let day = text::date(text)?.ok_or_else(Problem::blank)?;
    let today = now.to_zoned(TimeZone::UTC).date();
    if day > today.saturating_add(1.day()) {
        return Err(Problem::new("future", "Ensure this date is not in the future."));
    }
    if day.year() < FIRST_YEAR {
        return Err(Problem::new("out_of_range", "Ensure this date is not before 1950-01-01."));
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_stored_as_the_letters_that_they_are_parsed_from() {
        for letter in ["F", "S", "P", "A", "R"] {
            assert_eq!(serde_json::to_value(EntryKind::parse(letter).unwrap()).unwrap(), letter);
        }
        assert_eq!(EntryKind::parse("").unwrap(), EntryKind::Finished);
        for wrong in ["f", "Finished", "X"] {
            assert_eq!(EntryKind::parse(wrong).unwrap_err().code, "invalid_choice", "{wrong}");
        }
    }
}
