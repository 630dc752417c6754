//! `/api/v2/moderation/`

mod contribution;
mod held;
mod user;
