//! `/api/v2/moderation/`

mod contribution;
mod user;
