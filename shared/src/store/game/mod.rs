//! Games.

pub(crate) mod games;
