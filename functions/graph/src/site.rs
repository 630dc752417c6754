//! `/api/users/...`

pub mod follow;
