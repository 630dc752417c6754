//! The subcommands of `kith`: the options of each, and the function that runs it.

pub mod create_superuser;
pub mod export;
pub mod import;
mod options;
pub mod reconcile;
pub mod replay;
pub mod reset_second_factor;
pub mod seed;
pub mod serve;
mod upkeep;
