//! Routes on journals of games: `/api/actions/journal/`, `/api/users/profile/{username}/activity/`

mod activity;
mod add;
mod limit;
mod list;

use shared::dialect::site::{JournalEntryView, JournalYearView};
use shared::openapi::parameters::{Parameter, number, text};
use shared::openapi::{Routes, TOO_OFTEN, UNVERIFIED};

use super::GAMES;
use super::bodies::NewJournalEntry;
use super::profile::{NO_SUCH_USER, USERNAME};

const LIMIT: Parameter =
    number("limit", "Entries to return: 20 by default, at most 50. Larger values count as 50.", 0, None).or_empty();
const WHOSE: Parameter = text("username", "The user whose journal it is. Case does not matter.").required();

/// Adds the routes.
pub fn routes<R: Routes>(routes: R) -> R {
    routes
        .tag(GAMES.0, GAMES.1)
        .post("/api/actions/journal/", add::add_journal_entry, |op| {
            op.operation_id("add_journal_entry", "Add an entry to the caller's journal")
                .description(
                    "Also adds the game to the played games and takes it off the backlog; `liked` adds it to the liked \
                     games, and `rating` rates it unless it is 0. Entries are public, and cannot be changed.",
                )
                .request_body::<NewJournalEntry>()
                .response::<JournalEntryView>(200, "The new entry.")
                .error(400, "`game` or `date` is missing, or a field is invalid.")
                .error(403, UNVERIFIED)
                .error(429, TOO_OFTEN)
        })
        .get("/api/actions/journal/", list::list_journal, |op| {
            op.operation_id("list_journal", "List a user's journal by month")
                .description("Open to anonymous callers. Lists the latest entries, grouped by year and month.")
                .query(&[WHOSE, LIMIT])
                .response_array::<JournalYearView>(200, "The years that have entries, latest first.")
                .error(400, "`username` is missing, or `limit` is not an integer.")
                .error(404, NO_SUCH_USER)
        })
        .get("/api/users/profile/{username}/activity/", activity::list_activity, |op| {
            op.operation_id("list_activity", "List a user's latest journal entries")
                .description("Open to anonymous callers. Lists the latest entries of the user's journal.")
                .path_param(USERNAME)
                .query(&[LIMIT])
                .response_array::<JournalEntryView>(200, "The entries, latest day first.")
                .error(400, "`limit` is not an integer.")
                .error(404, NO_SUCH_USER)
        })
}
