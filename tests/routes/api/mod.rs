mod actions;
mod users;
mod v2;
