mod actions;
mod numbers;
mod users;
pub mod v2;
