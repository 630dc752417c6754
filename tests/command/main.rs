//! Tests of the command `kith` as scripts and operators use it: the process, its output, its files and its end.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a broken helper must fail the test")]

mod client;
mod output;
mod process;
mod readme;

mod crash;
mod create_superuser;
mod dynamodb_endpoint;
mod errors;
mod events;
mod first_start;
mod follow_crash;
mod help;
mod import;
mod listening;
mod log;
mod mail;
mod notification_lag;
mod permissions;
mod pictures;
mod proxies;
mod realtime;
mod reconcile;
mod reconcile_beside_server;
mod replay;
mod reset_second_factor;
mod seed;
mod settings;
mod slow_clients;
mod stop;
