//! The site dialect: `/api/users/...` and `/api/actions/...` (`docs/api/site.md`).

mod account;
mod error;
mod game;
mod input;
mod journal;
mod picture;
mod profile;
mod rating;

pub use account::{AccountView, CallerView, SessionView};
pub(crate) use error::error_body;
pub use game::{ActionView, GameView, MarksView, NoFields};
pub use input::SiteInput;
pub use journal::{JournalEntryView, JournalYearView};
pub use profile::{Lists, ProfileView};
pub use rating::{OwnRatingView, RatingView};
