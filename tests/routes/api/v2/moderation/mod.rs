//! `/api/v2/moderation/`

mod contribution;
mod held;
mod held_as_others;
mod user;
