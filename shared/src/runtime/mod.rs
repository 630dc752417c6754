//! What every function starts with: its configuration, its state, the service around its routes, Lambda and logs.

pub mod aws;
pub mod cached;
pub mod caching;
mod client;
pub mod config;
mod deadline;
pub mod idempotency;
pub mod lambda;
pub mod limits;
pub mod lost_races;
mod protection;
pub mod proxies;
pub mod rate_limits;
pub mod security;
pub mod service;
pub mod state;
pub mod telemetry;
