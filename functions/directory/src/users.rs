//! Accounts: `/users/...`

mod attributes;
pub mod audit;
pub mod change_password;
pub mod create;
pub mod delete;
pub mod list;
pub mod me;
pub mod retrieve;
pub mod update;
