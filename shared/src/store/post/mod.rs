//! Posts, and what users do about them.

pub(crate) mod ballots;
pub(crate) mod posts;
pub(crate) mod reactions;
