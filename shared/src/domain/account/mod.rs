//! Accounts: names, credentials, roles, status and the audit trail.

pub mod activity;
pub mod audit;
pub mod auth_state;
pub mod ban;
pub mod code;
pub mod data_archive;
pub mod email;
pub mod fresh_login;
pub mod known_addresses;
pub mod origin;
pub mod password;
pub mod permissions;
pub mod second_factor;
pub mod session;
pub mod status;
pub mod throttle;
pub mod token;
pub mod username;
pub mod viewer;
