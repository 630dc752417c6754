//! The site dialect: `/api/users/...` and `/api/actions/...` (`docs/api/site.md`).

mod account;
mod error;
mod game;
mod input;
mod picture;
mod profile;

pub use account::{AccountView, CallerView, SessionView};
pub(crate) use error::error_body;
pub use game::{ActionView, MarksView};
pub use input::SiteInput;
pub use profile::{Lists, ProfileView};
