mod actions;
mod numbers;
mod users;
mod v2;
