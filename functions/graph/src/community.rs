//! `/api/v2/user/...`

pub mod follow;
pub mod hide;
pub mod lists;
pub mod questions;
