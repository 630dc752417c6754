//! The site API: `/api/users/...`, `/api/actions/...`

mod bodies;
pub mod games;
pub mod profile;
