//! Games, and what users do with them.

pub(crate) mod favorites;
pub(crate) mod games;
pub(crate) mod journal;
pub(crate) mod ratings;
