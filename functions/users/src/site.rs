//! `/api/users/...`, `/api/actions/...`

pub mod actions;
pub mod profile;
