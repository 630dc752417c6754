//! Entries of journals of games.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::dialect::site::game::GameView;
use crate::domain::game::{EntryKind, JournalEntry};
use crate::domain::{Id, UserId};

/// An entry of a user's journal of games.
#[derive(Debug, Serialize, ToSchema)]
pub struct JournalEntryView {
    /// The entry's id.
    id: Id,
    /// The id of the user whose journal it is.
    user: UserId,
    /// The game.
    game: GameView,
    /// The day that the entry is about, `YYYY-MM-DD`.
    date: Date,
    /// What the user did with the game: `F` finished, `S` started, `P` played, `A` abandoned or `R` replayed it.
    #[schema(value_type = String)]
    entry_type: EntryKind,
    /// The platform that the user played on; `null` if unset.
    #[schema(required)]
    platform: Option<String>,
    /// A review in plain text, which may hold line breaks; `null` if unset.
    #[schema(required)]
    review: Option<String>,
    /// Whether the review gives the story away; `null` if unset.
    #[schema(required)]
    spoilers: Option<bool>,
    /// Whether the user liked the game; `null` if unset.
    #[schema(required)]
    liked: Option<bool>,
    /// The number of stars, `0.0` to `5.0` in halves; `null` if unset.
    #[schema(required)]
    rating: Option<String>,
}

impl From<JournalEntry> for JournalEntryView {
    fn from(entry: JournalEntry) -> Self {
        let text = |text: String| (!text.is_empty()).then_some(text);
        Self {
            id: entry.id,
            user: entry.user,
            game: GameView::from(&entry.game),
            date: entry.date,
            entry_type: entry.kind,
            platform: text(entry.platform),
            review: text(entry.review),
            spoilers: entry.spoilers,
            liked: entry.liked,
            rating: entry.rating.map(|rating| rating.to_string()),
        }
    }
}

/// The entries of a journal about one year.
#[derive(Debug, Serialize, ToSchema)]
pub struct JournalYearView {
    /// The year.
    year: i16,
    /// The months that have entries, latest first.
    months: Vec<JournalMonthView>,
}

/// The entries of a journal about one month.
#[derive(Debug, Serialize, ToSchema)]
struct JournalMonthView {
    /// The month, 1 to 12.
    month: i8,
    /// The entries, latest day first.
    entries: Vec<JournalEntryView>,
}

impl JournalYearView {
    /// Groups entries, which are in the order of their days, by year and month.
    pub fn group(entries: Vec<JournalEntry>) -> Vec<Self> {
        let mut years: Vec<Self> = Vec::new();
        for entry in entries {
            let (year, month) = (entry.date.year(), entry.date.month());
            if years.last().is_none_or(|last| last.year != year) {
                years.push(Self { year, months: Vec::new() });
            }
            let Some(Self { months, .. }) = years.last_mut() else { continue };
            if months.last().is_none_or(|last| last.month != month) {
                months.push(JournalMonthView { month, entries: Vec::new() });
            }
            if let Some(month) = months.last_mut() {
                month.entries.push(entry.into());
            }
        }
        years
    }
}
