//! Accounts: names, passwords, tokens, permissions and the audit trail.

pub mod audit;
pub mod auth;
pub mod email;
pub mod password;
pub mod permissions;
pub mod throttle;
pub mod username;
