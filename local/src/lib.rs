//! The whole of kith in one process, for a laptop and for tests, and the commands that administer a community.

pub mod cli;
pub mod data;
mod doings;
pub mod engine;
pub mod media;
pub mod people;
pub mod pump;
pub mod reconcile;
mod sayings;
pub mod seed;
pub mod serve;
pub mod stream;
pub mod superuser;
pub mod table;
