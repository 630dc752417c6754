//! `/api/v2/user/...`

pub mod connection;
pub mod follow;
pub mod hide;
pub mod lists;
pub mod mark_seen;
pub mod questions;
pub mod requests;
pub mod statuses;
pub mod suggestions;
