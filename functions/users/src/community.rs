//! `/api/v2/user/...`

pub mod avatar;
pub mod counters;
pub mod delete;
pub mod list;
pub mod matching;
pub mod me;
pub mod permission;
pub mod retrieve;
pub mod search;
pub mod settings;
pub mod update;
pub mod upload;
